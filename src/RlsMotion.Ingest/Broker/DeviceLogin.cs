namespace RlsMotion.Ingest.Broker;

/// <summary>A login as it came.</summary>
/// <param name="DeviceId">User name, in the form of a device id.</param>
/// <param name="Password">Password as it came.</param>
/// <param name="Address">Address it came from, for the record of the last use; empty if unknown.</param>
public readonly record struct DeviceLogin(string DeviceId, string Password, string Address);
