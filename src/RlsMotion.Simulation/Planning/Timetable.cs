using RlsMotion.Analysis.Movements;

namespace RlsMotion.Simulation.Planning;

/// <summary>Keeps the events of each leg apart.</summary>
internal sealed class Timetable(double length)
{
    /// <summary>Still time around each event in seconds, so that the truth says clearly which is which.</summary>
    private const double Margin = 0.7;

    private readonly List<PlannedEvent> _events = [];
    private readonly List<(double Start, double End)> _left = [];
    private readonly List<(double Start, double End)> _right = [];

    /// <summary>What was booked, by start, then leg.</summary>
    public IReadOnlyList<PlannedEvent> Events => [.. _events.OrderBy(e => e.Start).ThenBy(e => e.Leg)];

    /// <summary>Whether nothing happens to a leg between two times, margins included.</summary>
    public bool IsFree(Leg leg, double start, double end) =>
        start >= 0 && end <= length
        && (!leg.HasFlag(Leg.Left) || IsFree(_left, start, end))
        && (!leg.HasFlag(Leg.Right) || IsFree(_right, start, end));

    /// <summary>Books an event of one leg if its time is free.</summary>
    public bool TryBook(PlannedEvent planned)
    {
        PlannedEvent whole = planned with { Start = Milliseconds(planned.Start), Duration = Milliseconds(planned.Duration) };
        if (!IsFree(whole.Leg, whole.Start, whole.End))
        {
            return false;
        }
        List<(double, double)> taken = whole.Leg == Leg.Left ? _left : _right;
        taken.Add((whole.Start - Margin, whole.End + Margin));
        _events.Add(whole);
        return true;
    }

    /// <summary>Books an event of the whole body, with an amplitude of its own for each leg, if both legs are free.</summary>
    public bool TryBookBoth(PlannedEvent left, double rightPeakG) =>
        IsFree(Leg.Both, left.Start, left.End) && TryBook(left with { Leg = Leg.Left }) && TryBook(left with { Leg = Leg.Right, PeakG = rightPeakG });

    private static bool IsFree(List<(double Start, double End)> taken, double start, double end)
    {
        foreach ((double from, double to) in taken)
        {
            if (start < to && from < end)
            {
                return false;
            }
        }
        return true;
    }

    private static double Milliseconds(double seconds) => Math.Round(seconds * 1000) / 1000;
}
