namespace RlsMotion.TestKit;

/// <summary>An <see cref="InfluxServer"/> that asks for user and password.</summary>
public sealed class InfluxServerWithUsers() : InfluxServer(withUsers: true);
