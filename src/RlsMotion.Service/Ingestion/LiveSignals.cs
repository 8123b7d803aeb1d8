using System.Collections.Concurrent;

namespace RlsMotion.Service.Ingestion;

/// <summary>The live strips of all sensors that sent something since the service started.</summary>
public sealed class LiveSignals
{
    private readonly ConcurrentDictionary<string, LiveSignal> _signals = new(StringComparer.Ordinal);

    /// <summary>The strip of a sensor, begun now if it had none.</summary>
    public LiveSignal Of(string sensor) => _signals.GetOrAdd(sensor, _ => new LiveSignal());

    /// <summary>A sensor's strip as it is; null if it sent nothing since the start.</summary>
    public LiveView? Look(string sensor) => _signals.TryGetValue(sensor, out LiveSignal? signal) ? signal.Look() : null;

    /// <summary>Forgets a sensor.</summary>
    public void Forget(string sensor) => _signals.TryRemove(sensor, out _);
}
