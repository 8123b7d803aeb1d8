using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;

namespace RlsMotion.Analysis.Scoring;

/// <summary>Applies the scoring rules to a night's leg movements.</summary>
/// <remarks>Pure: the same movements give the same score in any order. Every decision is made in whole milliseconds.
/// Checked against PLMScoRe's results (oracles/wasm2016).</remarks>
public static class NightScorer
{
    /// <summary>A shorter gap is bridged: detection is blind in it but goes on, and so do intervals.</summary>
    public static readonly Duration LongestBridgedGap = Duration.FromSeconds(2);

    /// <summary>Joins bursts and legs, then finds candidates, intervals and series, and counts.</summary>
    /// <param name="legMovements">Of either leg, in any order and of any class; only those of class <see cref="MovementClass.LegMovement"/> count.</param>
    /// <param name="criteria">The rules.</param>
    /// <param name="context">What else is known of the night.</param>
    /// <param name="gaps">What could not be seen. No interval and no series bridges the start or the end of a gap longer than
    /// <see cref="LongestBridgedGap"/>, of either leg: within a gap of one leg the other's intervals stand.</param>
    /// <exception cref="ArgumentException">The criteria contradict themselves.</exception>
    public static NightScore Score(
        IReadOnlyList<LegMovement> legMovements, ScoringCriteria criteria, SleepContext context, IReadOnlyList<NightGap> gaps)
    {
        criteria.ThrowIfInvalid();
        List<JoinedMovement> joined = new MovementJoiner(criteria).Join(legMovements.Where(movement => movement.Class == MovementClass.LegMovement));
        var surroundings = new Surroundings(criteria, context);
        MovementPart[] parts = [.. joined.Select(movement => PartOf(movement, criteria, surroundings))];
        long[] boundaries =
        [
            .. gaps.Where(gap => gap.Duration > LongestBridgedGap)
                .SelectMany(gap => new[] { gap.From.ToUnixTimeMilliseconds(), gap.To.ToUnixTimeMilliseconds() }).Order(),
        ];
        var finder = new SeriesFinder(criteria, boundaries);
        Finding[] findings = finder.Find(joined, parts);
        Finding[] withoutRespiratory = finder.Find(joined,
            [.. parts.Select((part, i) => part == MovementPart.Candidate && surroundings.IsRespiratory(joined[i]) ? MovementPart.None : part)]);

        var movements = new ScoredMovement[joined.Count];
        for (int i = 0; i < movements.Length; i++)
        {
            movements[i] = new ScoredMovement
            {
                Leg = joined[i].Leg,
                Onset = joined[i].OnsetInstant,
                Offset = joined[i].OffsetInstant,
                IsCandidate = parts[i] == MovementPart.Candidate,
                IsRespiratory = surroundings.IsRespiratory(joined[i]),
                HasArousal = surroundings.HasArousal(joined[i]),
                IsPeriodic = findings[i].Series > 0,
                Series = findings[i].Series > 0 ? findings[i].Series : null,
                IsPeriodicWithoutRespiratory = withoutRespiratory[i].Series > 0,
                Interval = findings[i].Interval is { } interval ? Duration.FromMilliseconds(interval) : null,
                Stage = surroundings.StageAt(joined[i].Onset),
                DuringRest = surroundings.InSleep(joined[i].Onset),
            };
        }
        return new NightScore
        {
            Criteria = criteria,
            Movements = movements,
            Series = [.. movements.Where(movement => movement.IsPeriodic).GroupBy(movement => movement.Series!.Value)
                .Select(series => new PlmSeries(series.Key, series.First().Onset, series.Max(member => member.Offset), series.Count()))],
            Indices = IndexCounter.Count(movements, [.. findings.Select(finding => finding.FollowsTooSoon)], context),
            Histogram = IntervalHistogram.Of(movements.Where(movement => movement.Interval is not null).Select(movement => movement.Interval!.Value)),
            RespiratoryEventsKnown = context.RespiratoryEvents is not null,
        };
    }

    private static MovementPart PartOf(JoinedMovement movement, ScoringCriteria criteria, Surroundings surroundings)
    {
        bool doesNotCount = (criteria.SleepOnly && !surroundings.TouchesSleep(movement))
            || (criteria.RespiratoryNeverCounts && surroundings.IsRespiratory(movement));
        return doesNotCount ? MovementPart.None
            : movement.IsCandidate ? MovementPart.Candidate
            : criteria.LongMovementEndsSeries ? MovementPart.EndsSeries
            : MovementPart.None;
    }
}
