using NodaTime;

namespace RlsMotion.Analysis.Scoring;

/// <summary>What happened in one clock hour of a night.</summary>
/// <param name="Start">Start of the hour.</param>
/// <param name="Candidates">Candidates whose onset lies in it.</param>
/// <param name="Periodic">Periodic movements whose onset lies in it.</param>
public sealed record HourCount(Instant Start, int Candidates, int Periodic)
{
    /// <summary>The course of a night by elapsed hours, from the local clock hour that holds <paramref name="start"/> to the one that holds <paramref name="end"/>.</summary>
    /// <param name="movements">Scored movements, in any order.</param>
    /// <param name="start">First moment of the recording.</param>
    /// <param name="end">Moment after the last; not before <paramref name="start"/>.</param>
    /// <param name="zone">The zone whose clock says where an hour starts.</param>
    public static IReadOnlyList<HourCount> Course(IEnumerable<ScoredMovement> movements, Instant start, Instant end, DateTimeZone zone)
    {
        Duration intoHour = Duration.FromTicks(start.InZone(zone).TimeOfDay.TickOfDay % NodaConstants.TicksPerHour);
        Instant first = start - intoHour;
        int hours = (int)Math.Ceiling((end - first) / Duration.FromHours(1));
        int[] candidates = new int[hours];
        int[] periodic = new int[hours];
        foreach (ScoredMovement movement in movements)
        {
            int hour = (int)Math.Floor((movement.Onset - first) / Duration.FromHours(1));
            if (hour >= 0 && hour < hours && movement.IsCandidate)
            {
                candidates[hour]++;
                periodic[hour] += movement.IsPeriodic ? 1 : 0;
            }
        }
        return [.. Enumerable.Range(0, hours).Select(i => new HourCount(first + Duration.FromHours(i), candidates[i], periodic[i]))];
    }
}
