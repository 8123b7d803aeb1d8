namespace RlsMotion.Ingest.Broker;

/// <summary>Who may log in; the service implements it over its registry.</summary>
public interface IDeviceDirectory
{
    /// <summary>The device whose id and password these are; null if there is none, it is revoked, or the password is wrong. Takes as long for a wrong password.</summary>
    ValueTask<DeviceAccount?> FindAsync(DeviceLogin login, CancellationToken cancellationToken);

    /// <summary>Whether an id is that of a device, revoked or not: nobody else may use it as a client id.</summary>
    ValueTask<bool> IsDeviceAsync(string deviceId, CancellationToken cancellationToken);
}
