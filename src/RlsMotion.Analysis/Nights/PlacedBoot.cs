using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Nights;

/// <summary>A boot and the clocks that place its sample indices on UTC.</summary>
internal sealed record PlacedBoot(string Sensor, BootPipeline Boot, IReadOnlyList<ClockSegment> Clocks)
{
    /// <summary>Unix milliseconds of an index; null in a step of the clock, and where nothing is known of time.</summary>
    public long? MillisecondsAt(long index) => SegmentAt(index)?.Map?.MillisecondsAt(index);

    /// <summary>Unix milliseconds of [from, to); null where a step of the clock lies in it.</summary>
    public TimeSpanMs? SpanOf(long from, long to) =>
        SegmentAt(from) is { Map: { } map } segment && to <= segment.ToIndex ? new TimeSpanMs(map.MillisecondsAt(from), map.MillisecondsAt(to)) : null;

    /// <summary>Samples [from, to) on UTC: one piece, or one for each clock segment in it.</summary>
    public IEnumerable<PlacedPiece> Place(long from, long to)
    {
        foreach (ClockSegment segment in Clocks)
        {
            long first = Math.Max(from, segment.FromIndex);
            long end = Math.Min(to, segment.ToIndex);
            if (first < end && segment.Map is { } map)
            {
                yield return new PlacedPiece(this, new Stretch(first, end), new TimeSpanMs(map.MillisecondsAt(first), map.MillisecondsAt(end)));
            }
        }
    }

    private ClockSegment? SegmentAt(long index)
    {
        for (int i = 0; i < Clocks.Count; i++) // almost always one
        {
            if (Clocks[i].FromIndex <= index && index < Clocks[i].ToIndex)
            {
                return Clocks[i];
            }
        }
        return null;
    }
}
