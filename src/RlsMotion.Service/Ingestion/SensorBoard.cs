using System.Text;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.People;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Storage.Nights;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Ingestion;

/// <summary>How the sensors are, and the end of one.</summary>
public sealed class SensorBoard(Registry registry, People people, EmbeddedBroker broker, LiveSignals signals, INightStore nights, IClock clock)
{
    /// <summary>Silence after which a sensor that is not connected here (an external broker's, an HTTP sender) counts as offline.</summary>
    private static readonly Duration Silence = Duration.FromMinutes(1);

    /// <summary>All sensors that are not revoked, by person and leg.</summary>
    public async Task<IReadOnlyList<SensorView>> ListAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, Subject> subjects = (await registry.SubjectsAsync(cancellationToken)).ToDictionary(subject => subject.Id, StringComparer.Ordinal);
        Dictionary<string, SensorStatus> statuses = (await registry.Statuses.AllAsync(cancellationToken)).ToDictionary(status => status.Sensor, StringComparer.Ordinal);
        IReadOnlyList<Sensor> sensors = await registry.SensorsAsync(null, cancellationToken);
        Dictionary<string, SensorUse> uses = await NewestUsesAsync(sensors, cancellationToken);
        HashSet<string> connected = [.. broker.ConnectedDevices];
        return [.. sensors.Where(sensor => sensor.RevokedAt is null)
            .OrderBy(sensor => sensor.Subject, StringComparer.Ordinal).ThenBy(sensor => sensor.Leg).ThenBy(sensor => sensor.PairedAt)
            .Select(sensor => View(sensor, subjects.GetValueOrDefault(sensor.Subject), statuses.GetValueOrDefault(sensor.Id), uses.GetValueOrDefault(sensor.Id), connected.Contains(sensor.Id)))];
    }

    /// <summary>Ends a sensor: its credential, its connection, what the broker keeps of it. False if there is none of that id.</summary>
    public async Task<bool> RevokeAsync(string sensor, CancellationToken cancellationToken)
    {
        if (await registry.FindSensorAsync(sensor, cancellationToken) is null)
        {
            return false;
        }
        await people.RevokeAsync(sensor, "owner", cancellationToken);
        await broker.RevokeAsync(sensor);
        signals.Forget(sensor);
        return true;
    }

    private SensorView View(Sensor sensor, Subject? subject, SensorStatus? status, SensorUse? use, bool isConnected)
    {
        LiveView? live = signals.Look(sensor.Id);
        Instant? lastSeen = live is null ? status?.LastSeen : Instant.Max(live.Received, status?.LastSeen ?? live.Received);
        string told = status?.State is { } json && SensorState.Read(Encoding.UTF8.GetBytes(json)) is { } state ? state.Status : SensorState.Online;
        bool isHeard = lastSeen is { } seen && clock.GetCurrentInstant() - seen < Silence;
        string shown = isConnected ? (told == SensorState.Offline ? SensorState.Online : told) : isHeard && told != SensorState.Offline ? told : SensorState.Offline;
        // A 5 s packet is what a live sensor sends; the count is for people, the samples are exact.
        long? packets = use is null ? null : (long)Math.Ceiling(use.MissingSamples / (5 * use.NominalRateHz));
        return new(sensor, subject?.Name ?? sensor.Subject, shown, lastSeen, live?.BatteryPercent ?? status?.BatteryPercent,
            use is { Clocks: [.., var newestClock] } ? newestClock.DriftPpm : null, use?.MissingSamples, packets, live);
    }

    private async Task<Dictionary<string, SensorUse>> NewestUsesAsync(IReadOnlyList<Sensor> sensors, CancellationToken cancellationToken)
    {
        Dictionary<string, SensorUse> uses = new(StringComparer.Ordinal);
        foreach (string subject in sensors.Select(sensor => sensor.Subject).Distinct(StringComparer.Ordinal))
        {
            if (await nights.ListAsync(subject, cancellationToken) is [var newest, ..]
                && await nights.LoadAsync(subject, newest.Date, cancellationToken) is { } night)
            {
                foreach (SensorUse use in night.Sensors)
                {
                    uses[use.Sensor] = use;
                }
            }
        }
        return uses;
    }
}
