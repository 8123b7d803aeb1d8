using NodaTime;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Nights;

/// <summary>Which boot speaks for a leg at which time, and what lies between.</summary>
/// <remarks>At any moment one boot speaks. Where two overlap, that of the sensor with more samples in the night does, then that of the sensor whose
/// name comes first, then the boot that began earlier: no movement is counted twice because two sensors felt it.</remarks>
internal sealed class LegTimeline
{
    private readonly Dictionary<PlacedBoot, TimeSet> _own = [];
    private readonly List<PlacedPiece> _pieces = []; // in time, disjoint

    public LegTimeline(IReadOnlyList<PlacedBoot> boots, TimeSpanMs night)
    {
        TimeSet window = TimeSet.Of([night]);
        TimeSet taken = TimeSet.Empty;
        foreach (PlacedBoot boot in ByPrecedence(boots))
        {
            List<PlacedPiece> pieces = [.. boot.Boot.Stretches.SelectMany(stretch => boot.Place(stretch.From, stretch.To))];
            TimeSet own = TimeSet.Of(pieces.Select(piece => piece.Time)).Intersect(window).Except(taken);
            _own[boot] = own;
            taken = taken.Union(own);
            foreach (PlacedPiece piece in pieces)
            {
                _pieces.AddRange(TimeSet.Of([piece.Time]).Intersect(own).Spans.Select(span => piece with { Time = span }));
            }
        }
        _pieces.Sort((a, b) => a.Time.From.CompareTo(b.Time.From));
        Recorded = taken;
    }

    /// <summary>Time in which detection ran, bridged gaps included.</summary>
    public TimeSet Recorded { get; }

    /// <summary>Time in which a boot speaks for the leg.</summary>
    public TimeSet OwnTime(PlacedBoot boot) => _own[boot];

    /// <summary>The times between two recorded ones.</summary>
    public IEnumerable<NightGap> Gaps(Leg leg)
    {
        for (int i = 1; i < _pieces.Count; i++)
        {
            (PlacedPiece before, PlacedPiece after) = (_pieces[i - 1], _pieces[i]);
            if (after.Time.From > before.Time.To)
            {
                yield return new NightGap(
                    leg, Instant.FromUnixTimeMilliseconds(before.Time.To), Instant.FromUnixTimeMilliseconds(after.Time.From), ReasonBetween(before, after));
            }
        }
    }

    private static GapReason ReasonBetween(in PlacedPiece before, in PlacedPiece after)
    {
        if (!ReferenceEquals(before.Boot, after.Boot))
        {
            return GapReason.Battery;
        }
        (long from, long to) = (before.Samples.To, after.Samples.From);
        GapReason reason = GapReason.Clock;
        foreach (IndexGap gap in before.Boot.Boot.Gaps)
        {
            if (gap.From < to && gap.To > from)
            {
                reason = gap.IsCorrupt || reason == GapReason.Corrupt ? GapReason.Corrupt : GapReason.MissingPackets;
            }
        }
        return reason;
    }

    private static IEnumerable<PlacedBoot> ByPrecedence(IReadOnlyList<PlacedBoot> boots)
    {
        Dictionary<string, long> samples = boots.GroupBy(boot => boot.Sensor).ToDictionary(sensor => sensor.Key, sensor => sensor.Sum(boot => boot.Boot.Samples));
        return boots.Where(boot => boot.Boot.Samples > 0)
            .OrderByDescending(boot => samples[boot.Sensor])
            .ThenBy(boot => boot.Sensor, StringComparer.Ordinal)
            .ThenBy(boot => boot.MillisecondsAt(boot.Boot.FirstIndex) ?? long.MaxValue)
            .ThenBy(boot => boot.Boot.Boot);
    }
}
