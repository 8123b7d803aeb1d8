using NodaTime;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Nights;

/// <summary>The numbers of a night: counts from the score, hours from what could be seen.</summary>
internal static class NightSummarizer
{
    private const long MinuteMilliseconds = 60_000;

    /// <summary>The denominator is the time that indices are per, as far as it is valid; null where rest cannot be told.</summary>
    public static NightSummary Summarize(
        NightKey key, Instant? start, Instant? end, TimeSet valid, TimeSet? denominator, Denominator? source,
        IReadOnlyList<ScoredMovement> movements, NightScore score, string grade)
    {
        double? hours = denominator?.Hours;
        int? periodic = denominator is null ? null : movements.Count(movement => movement.IsPeriodic && movement.DuringRest == true);
        int? candidates = denominator is null ? null : movements.Count(movement => movement.IsCandidate && movement.DuringRest == true);
        Instant? firstHour = start is { } first ? HourOf(first, key.Zone) : null;
        return new NightSummary
        {
            RecordedHours = start is { } from && end is { } to ? (to - from).TotalHours : 0,
            ValidHours = valid.Hours,
            RestHours = hours,
            Denominator = denominator is null ? null : source,
            LegMovements = movements.Count,
            Candidates = score.Indices.Candidates,
            Periodic = score.Indices.Periodic,
            PeriodicDuringRest = periodic,
            Series = score.Series.Count,
            PlmPerHour = hours > 0 ? periodic / hours : null,
            ClmPerHour = hours > 0 ? candidates / hours : null,
            PeriodicityIndex = score.Indices.PeriodicityIndex,
            PeriodicityIndexFerri = score.Indices.PeriodicityIndexFerri,
            MeanDurationSeconds = score.Indices.MeanDurationPeriodicSeconds,
            MedianIntervalSeconds = score.Indices.MedianSeriesIntervalSeconds,
            ByHour = firstHour is { } hour && end is { } last ? ByHour(hour, last, valid, movements) : [],
            FirstHour = firstHour,
            Grade = grade,
        };
    }

    /// <summary>Hours that passed, from the full clock hour of the zone: in the night in which clocks go back, the hour from 2 to 3 comes twice.</summary>
    private static List<int?> ByHour(Instant firstHour, Instant end, TimeSet valid, IReadOnlyList<ScoredMovement> movements)
    {
        var hours = new List<int?>();
        for (Instant from = firstHour; from < end; from += Duration.FromHours(1))
        {
            Instant to = from + Duration.FromHours(1);
            bool wasSeen = valid.Within(from.ToUnixTimeMilliseconds(), to.ToUnixTimeMilliseconds()) >= MinuteMilliseconds;
            hours.Add(wasSeen ? movements.Count(movement => movement.IsPeriodic && movement.Onset >= from && movement.Onset < to) : null);
        }
        return hours;
    }

    private static Instant HourOf(Instant instant, DateTimeZone zone)
    {
        ZonedDateTime local = instant.InZone(zone);
        return instant - Duration.FromNanoseconds(local.TimeOfDay.NanosecondOfDay % NodaConstants.NanosecondsPerHour);
    }
}
