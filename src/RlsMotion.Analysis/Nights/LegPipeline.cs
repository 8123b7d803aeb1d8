using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Nights;

/// <summary>Everything that one leg's sensors sent, boot by boot.</summary>
internal sealed class LegPipeline(Leg leg, NightOptions options)
{
    private readonly Dictionary<(string Sensor, uint Boot), BootPipeline> _boots = [];

    public Leg Leg => leg;

    /// <summary>Whether a packet came too late to be counted: only a replay from the log, in order, tells the whole night.</summary>
    public bool NeedsReplay { get; private set; }

    public void Push(string sensor, SensorPacket packet, Instant? received)
    {
        if (!_boots.TryGetValue((sensor, packet.Boot), out BootPipeline? boot))
        {
            boot = new BootPipeline(packet, options.Calibrations.GetValueOrDefault(sensor), options.Detector);
            _boots.Add((sensor, packet.Boot), boot);
        }
        NeedsReplay |= !boot.Push(packet, received);
    }

    public void Flush()
    {
        foreach (BootPipeline boot in _boots.Values)
        {
            boot.Flush();
        }
    }

    /// <summary>What is known so far, on UTC, within a night.</summary>
    public LegNight Place(TimeSpanMs night)
    {
        List<PlacedBoot> placed = [.. _boots.Select(boot => new PlacedBoot(boot.Key.Sensor, boot.Value, ClockFit.Fit(boot.Key.Boot, boot.Value.Clock)))];
        return LegNight.Of(leg, placed, night, options);
    }
}
