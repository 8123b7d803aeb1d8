using NodaTime;

namespace RlsMotion.Analysis.Scoring;

/// <summary>Counts and averages of a scored night (rules 10 and 11).</summary>
internal static class IndexCounter
{
    private const long ShortMilliseconds = 10_000; // the bounds of the named interval counts, whatever the rule set
    private const long LongMilliseconds = 90_000;
    private const int FerriRun = 3; // intervals in a row; Ferri et al., Sleep 2006;29:759-769

    public static ScoringIndices Count(ScoredMovement[] movements, bool[] followsTooSoon, SleepContext context)
    {
        double? sleepHours = context.DenominatorTime() is { } sleep ? new TimeLine(sleep).Hours() : null;
        double? wakeHours = context.Stages is { } stages
            ? new TimeLine(stages.Where(period => period.Stage == SleepStage.Wake).Select(period => period.Time)).Hours()
            : null;
        int CountIf(Func<ScoredMovement, bool> claim) => movements.Count(claim);
        double? PerSleepHour(Func<ScoredMovement, bool> claim) =>
            sleepHours is > 0 ? CountIf(movement => movement.DuringRest == true && claim(movement)) / sleepHours : null;

        bool IsShort(int i) => movements[i].IsCandidate && followsTooSoon[i];
        bool IsIsolated(int i) => movements[i] is { IsCandidate: true, IsPeriodic: false, Interval: not null } && !followsTooSoon[i];
        double? PerSleepHourAt(Func<int, bool> claim) => sleepHours is > 0
            ? Enumerable.Range(0, movements.Length).Count(i => movements[i].DuringRest == true && claim(i)) / sleepHours
            : null;

        int periodic = CountIf(movement => movement.IsPeriodic);
        int candidates = CountIf(movement => movement.IsCandidate);
        int? periodicInSleep = sleepHours is null ? null : CountIf(movement => movement is { IsPeriodic: true, DuringRest: true });
        int? candidatesInSleep = sleepHours is null ? null : CountIf(movement => movement is { IsCandidate: true, DuringRest: true });
        int? periodicInWake = wakeHours is null ? null : CountIf(movement => movement is { IsPeriodic: true, Stage: SleepStage.Wake });
        long[] intervals = [.. movements.Where(movement => movement.Interval is not null).Select(movement => (long)movement.Interval!.Value.TotalMilliseconds)];
        long[] inRange = Array.FindAll(intervals, interval => interval is >= ShortMilliseconds and <= LongMilliseconds);
        return new ScoringIndices
        {
            Denominator = context.Denominator,
            SleepHours = sleepHours,
            WakeHours = wakeHours,
            LegMovements = movements.Length,
            Candidates = candidates,
            CandidatesInSleep = candidatesInSleep,
            Periodic = periodic,
            PeriodicInSleep = periodicInSleep,
            PeriodicInWake = periodicInWake,
            ShortInterval = Enumerable.Range(0, movements.Length).Count(IsShort),
            Isolated = Enumerable.Range(0, movements.Length).Count(IsIsolated),
            PlmsPerHour = PerSleepHour(movement => movement.IsPeriodic),
            PlmwPerHour = wakeHours is > 0 ? periodicInWake / wakeHours : null,
            ClmPerHour = PerSleepHour(movement => movement.IsCandidate),
            PlmsNrPerHour = context.RespiratoryEvents is null ? null : PerSleepHour(movement => movement.IsPeriodicWithoutRespiratory),
            PlmsArousalPerHour = context.Arousals is null ? null : PerSleepHour(movement => movement is { IsPeriodic: true, HasArousal: true }),
            ShortIntervalPerHour = PerSleepHourAt(IsShort),
            IsolatedPerHour = PerSleepHourAt(IsIsolated),
            PeriodicityIndex = candidates > 0 ? (double)periodic / candidates : null,
            PeriodicityIndexInSleep = candidatesInSleep is > 0 ? (double?)periodicInSleep / candidatesInSleep : null,
            PeriodicityIndexFerri = Ferri(movements, followsTooSoon),
            IntervalsBelow10 = intervals.Count(interval => interval < ShortMilliseconds),
            Intervals10To90 = inRange.Length,
            IntervalsAbove90 = intervals.Count(interval => interval > LongMilliseconds),
            AllIntervals = LogIntervals.Of(intervals),
            IntervalsInRange = LogIntervals.Of(inRange),
            MedianSeriesIntervalSeconds = MedianSeconds(movements),
            MeanDurationPeriodicSeconds = MeanSeconds(movements.Where(movement => movement.IsPeriodic)),
            MeanDurationCandidatesSeconds = MeanSeconds(movements.Where(movement => movement.IsCandidate)),
            MeanDurationPeriodicInSleepSeconds = MeanSeconds(movements.Where(movement => movement is { IsPeriodic: true, DuringRest: true })),
            MeanDurationPeriodicInWakeSeconds = MeanSeconds(movements.Where(movement => movement is { IsPeriodic: true, Stage: SleepStage.Wake })),
        };
    }

    private static double? MeanSeconds(IEnumerable<ScoredMovement> movements)
    {
        long[] lengths = [.. movements.Select(movement => (long)movement.Duration.TotalMilliseconds)];
        return lengths.Length == 0 ? null : lengths.Sum() / 1000.0 / lengths.Length;
    }

    private static double? MedianSeconds(ScoredMovement[] movements)
    {
        Duration[] sorted = [.. movements.Where(movement => movement.IsPeriodic).GroupBy(movement => movement.Series)
            .SelectMany(series => series.Skip(1)).Select(movement => movement.Interval!.Value).Order()];
        return sorted.Length == 0 ? null : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]).TotalMilliseconds / 2000;
    }

    private static double? Ferri(ScoredMovement[] movements, bool[] followsTooSoon)
    {
        (int all, int periodic, int run) = (0, 0, 0);
        for (int i = 0; i < movements.Length; i++)
        {
            if (movements[i].Interval is { } interval)
            {
                all++;
                bool inRange = interval > Duration.FromMilliseconds(ShortMilliseconds) && interval <= Duration.FromMilliseconds(LongMilliseconds);
                run = inRange ? run + 1 : 0;
                periodic += run == FerriRun ? FerriRun : run > FerriRun ? 1 : 0;
            }
            else if (movements[i].IsCandidate && !followsTooSoon[i])
            {
                run = 0; // nothing is known of the interval before it
            }
        }
        return all == 0 ? null : (double)periodic / all;
    }
}
