using System.Collections.Concurrent;

namespace RlsMotion.Ingest.Inbound;

/// <summary>Knows which boot each sensor is in, so that a late last will of an older one says nothing. Safe on any thread.</summary>
internal sealed class BootWatch
{
    private readonly ConcurrentDictionary<string, uint> _boots = new(StringComparer.Ordinal);

    /// <summary>Whether a message says that an earlier boot went offline; notes the boot of anything else.</summary>
    public bool IsLateWill(InboundMessage inbound)
    {
        if (inbound.Kind == InboundKind.Info)
        {
            if (SensorInfo.Read(inbound.Payload)?.Boot is { } booted)
            {
                _boots[inbound.DeviceId] = booted;
            }
            return false;
        }
        if (inbound.Kind != InboundKind.State || SensorState.Read(inbound.Payload) is not { } state)
        {
            return false;
        }
        if (state.Status != SensorState.Offline)
        {
            _boots[inbound.DeviceId] = state.Boot;
            return false;
        }
        return _boots.TryGetValue(inbound.DeviceId, out uint boot) && boot != state.Boot;
    }

    /// <summary>Forgets a sensor.</summary>
    public void Forget(string deviceId) => _boots.TryRemove(deviceId, out _);
}
