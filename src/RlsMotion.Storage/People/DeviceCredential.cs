using NodaTime;

namespace RlsMotion.Storage.People;

/// <summary>A credential as it may be shown: never the password, which is kept nowhere.</summary>
/// <param name="Id">Rises with each credential.</param>
/// <param name="Sensor">Device id.</param>
/// <param name="NotBefore">First instant at which it may be used.</param>
/// <param name="NotAfter">Last instant at which it may be used; null for no end.</param>
/// <param name="CreatedBy">Who made it.</param>
/// <param name="RevokedAt">When it was revoked; null while it was not.</param>
/// <param name="LastUsed">When it was last used; null if never.</param>
/// <param name="LastAddress">From which network address; null if never.</param>
public sealed record DeviceCredential(
    long Id, string Sensor, Instant NotBefore, Instant? NotAfter, string CreatedBy, Instant? RevokedAt, Instant? LastUsed, string? LastAddress);
