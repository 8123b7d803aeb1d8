namespace RlsMotion.Ingest.Pairing;

/// <summary>A credential for anything that publishes MQTT; shown once.</summary>
/// <param name="DeviceId">Device id, client id and user name.</param>
/// <param name="Password">Password; it is not kept anywhere.</param>
/// <param name="Topic">Where it publishes its samples.</param>
/// <param name="Endpoint">Where it connects.</param>
public sealed record ByHandCredential(string DeviceId, string Password, string Topic, PairingEndpoint Endpoint);
