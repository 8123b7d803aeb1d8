using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Storage.Packets;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Nights;

/// <summary>Which sensors sat on which leg in a night.</summary>
public sealed class NightLineup(NightKey key, IReadOnlyList<Placement> placements)
{
    private readonly IReadOnlyList<Placement> _all = placements;
    private readonly ILookup<string, Placement> _placements = placements.ToLookup(placement => placement.Sensor, StringComparer.Ordinal);

    /// <summary>Whose night, and which.</summary>
    public NightKey Key { get; } = key;

    /// <summary>Device ids of all sensors that the person ever had.</summary>
    public IReadOnlyCollection<string> Sensors { get; } = [.. placements.Select(placement => placement.Sensor).Distinct(StringComparer.Ordinal)];

    /// <summary>The leg that an entry's sensor was on; null if the sensor is not the person's.</summary>
    /// <remarks>A recording from before the pairing counts for the place that the sensor was first given.</remarks>
    public Leg? LegOf(PacketEntry entry) =>
        (_placements[entry.Sensor].LastOrDefault(placement => placement.From <= entry.Time) ?? _placements[entry.Sensor].FirstOrDefault())?.Leg;

    /// <summary>Whether nothing changed.</summary>
    public bool IsSameAs(NightLineup other) => Key == other.Key && _all.SequenceEqual(other._all);

    /// <summary>How the night is read.</summary>
    public NightOptions Options(RuleSet rules) => new()
    {
        Rules = rules,
        Sites = Sensors.ToDictionary(sensor => sensor, sensor => _placements[sensor].Last().Site, StringComparer.Ordinal),
    };
}
