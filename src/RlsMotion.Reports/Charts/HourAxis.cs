using NodaTime;
using NodaTime.TimeZones;

namespace RlsMotion.Reports.Charts;

/// <summary>Whole local hours of a night, by elapsed time: a repeated hour is there twice, a skipped one not at all.</summary>
internal sealed class HourAxis
{
    // Hours between labels that people read easily.
    private static readonly int[] Steps = [1, 2, 3, 4, 6, 12];

    private HourAxis(IReadOnlyList<Mark> hours, IReadOnlyList<Mark> changes) => (Hours, Changes) = (hours, changes);

    /// <summary>Whole hours of the local clock.</summary>
    public IReadOnlyList<Mark> Hours { get; }

    /// <summary>Moments at which the clock is changed, with what is done to it.</summary>
    public IReadOnlyList<Mark> Changes { get; }

    /// <summary>The axis of a stretch of time.</summary>
    public static HourAxis Of(Instant start, Instant end, DateTimeZone zone)
    {
        var hours = new List<Mark>();
        var changes = new List<Mark>();
        ZoneInterval? before = null;
        foreach (ZoneInterval interval in zone.GetZoneIntervals(start, end))
        {
            if (before is not null)
            {
                long minutes = (long)(interval.WallOffset.ToTimeSpan() - before.WallOffset.ToTimeSpan()).TotalMinutes;
                string amount = minutes % 60 == 0 ? $"{Math.Abs(minutes) / 60} h" : $"{Math.Abs(minutes)} min";
                changes.Add(new Mark(interval.Start, 0, $"clock {(minutes > 0 ? "forward" : "back")} {amount}"));
            }
            before = interval;
            Instant from = interval.HasStart ? Instant.Max(start, interval.Start) : start;
            Instant until = interval.HasEnd ? Instant.Min(end, interval.End) : end;
            LocalDateTime local = from.InZone(zone).LocalDateTime;
            Duration toHour = Duration.FromTicks((NodaConstants.TicksPerHour - (local.TimeOfDay.TickOfDay % NodaConstants.TicksPerHour)) % NodaConstants.TicksPerHour);
            for (Instant at = from + toHour; at < until || (at == until && until == end); at += Duration.FromHours(1))
            {
                int hour = at.InZone(zone).Hour;
                hours.Add(new Mark(at, hour, $"{hour:00}:00"));
            }
        }
        return new HourAxis(hours, changes);
    }

    /// <summary>Hours between labels such that each has enough room.</summary>
    /// <param name="pixelsPerHour">Room of an hour.</param>
    /// <param name="pixelsPerLabel">Room a label needs.</param>
    public static int StepFor(double pixelsPerHour, double pixelsPerLabel)
    {
        foreach (int step in Steps)
        {
            if (step * pixelsPerHour >= pixelsPerLabel)
            {
                return step;
            }
        }
        return Steps[^1];
    }

    internal readonly record struct Mark(Instant At, int Hour, string Label);
}
