namespace RlsMotion.Ingest.Sensors;

/// <summary>The other side does not want this sensor: a wrong or revoked credential, a pairing that ended. Trying again would not help.</summary>
public sealed class SensorRefusedException(string message) : Exception(message);
