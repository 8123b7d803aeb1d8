using System.Collections.Concurrent;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Pairing;

namespace RlsMotion.TestKit.Brokers;

/// <summary>Credentials in memory, as the service keeps them in its registry.</summary>
public sealed class FakeRegistry : IDeviceDirectory, ICredentialStore
{
    public ConcurrentDictionary<string, NewCredential> Credentials { get; } = new();

    public ConcurrentDictionary<string, bool> Active { get; } = new();

    public ConcurrentDictionary<string, string> Revoked { get; } = new();

    public ValueTask<DeviceAccount?> FindAsync(DeviceLogin login, CancellationToken cancellationToken) =>
        ValueTask.FromResult(
            Credentials.TryGetValue(login.DeviceId, out NewCredential? found) && !Revoked.ContainsKey(login.DeviceId) && found.Password == login.Password
                ? new DeviceAccount(login.DeviceId, found.ByHand) : null);

    public ValueTask<bool> IsDeviceAsync(string deviceId, CancellationToken cancellationToken) => ValueTask.FromResult(Credentials.ContainsKey(deviceId));

    public ValueTask AddAsync(NewCredential credential, CancellationToken cancellationToken)
    {
        Credentials[credential.DeviceId] = credential;
        return ValueTask.CompletedTask;
    }

    public ValueTask ActivateAsync(string deviceId, CancellationToken cancellationToken)
    {
        Active[deviceId] = true;
        return ValueTask.CompletedTask;
    }

    public ValueTask RevokeAsync(string deviceId, string reason, CancellationToken cancellationToken)
    {
        Revoked[deviceId] = reason;
        return ValueTask.CompletedTask;
    }
}
