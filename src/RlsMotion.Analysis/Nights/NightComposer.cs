using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Nights;

/// <summary>Puts the two legs together: rest, score, numbers.</summary>
internal static class NightComposer
{
    /// <summary>Version of the detection and of everything up to the record; a change of numbers changes it.</summary>
    public const string Version = "1";

    /// <summary>A leg that begins later or ends earlier than the other by more than this has a gap there.</summary>
    private const long UnevenEnds = 60_000;

    public static NightRecord Compose(NightKey key, NightOptions options, IReadOnlyList<LegNight> legs, bool isFinal)
    {
        TimeSet recorded = legs[0].Recorded.Union(legs[1].Recorded);
        TimeSet valid = legs[0].Valid.Union(legs[1].Valid);
        Instant? start = recorded.IsEmpty ? null : Instant.FromUnixTimeMilliseconds(recorded.Spans[0].From);
        Instant? end = recorded.IsEmpty ? null : Instant.FromUnixTimeMilliseconds(recorded.Spans[^1].To);
        RestJudge rest = RestJudge.Of(legs);
        SleepContext context = WithRest(options.Context, rest, valid);
        List<LegMovement> legMovements = [.. legs.SelectMany(leg => leg.Movements).OrderBy(movement => movement.Onset).ThenBy(movement => movement.Leg)];
        List<NightGap> gaps = [.. legs.SelectMany(leg => leg.Gaps.Concat(EndGaps(leg, recorded))).OrderBy(gap => gap.From).ThenBy(gap => gap.Leg)];
        ScoringCriteria criteria = options.Criteria ?? ScoringCriteria.For(options.Rules);
        NightScore score = NightScorer.Score(legMovements, criteria, context, gaps);
        TimeSet? denominator = context.DenominatorTime() is { } times ? TimeSet.Of(times.Select(Span)).Intersect(valid) : null;
        IReadOnlyList<ScoredMovement> movements =
            [.. score.Movements.Select(movement => movement with { DuringRest = denominator?.Contains(movement.Onset.ToUnixTimeMilliseconds()) })];
        List<SensorUse> sensors = [.. legs.SelectMany(leg => SensorsOf(leg, options))];
        return new NightRecord
        {
            Key = key,
            Algorithm = new AlgorithmVersion(Version, options.Classifier.Name, options.Classifier.ModelSha256, criteria.Rules),
            Start = start,
            End = end,
            Sensors = sensors,
            LegMovements = legMovements,
            Movements = movements,
            Gaps = gaps,
            Epochs = [.. legs.SelectMany(leg => EpochsOf(leg, rest)).OrderBy(epoch => epoch.Start).ThenBy(epoch => epoch.Leg)],
            Summary = NightSummarizer.Summarize(key, start, end, valid, denominator, context.Denominator, movements, score, DataGrade.Of(legs, recorded, valid, denominator, sensors)),
            IsFinal = isFinal,
        };
    }

    /// <summary>Another record's sleep or a diary come first; else the sensor's own rest, or the two ends of the night where that hangs on the movements.</summary>
    private static SleepContext WithRest(SleepContext given, RestJudge rest, TimeSet valid)
    {
        if (given.Denominator is not null || rest.Known.IsEmpty)
        {
            return given;
        }
        TimeSet time = (rest.IsUsable ? rest.Rest : rest.SleepPeriod).Intersect(valid);
        return given with
        {
            Rest = [.. time.Spans.Select(span => new Interval(Instant.FromUnixTimeMilliseconds(span.From), Instant.FromUnixTimeMilliseconds(span.To)))],
            RestSource = rest.IsUsable ? Denominator.SameSensor : Denominator.SleepPeriod,
        };
    }

    private static TimeSpanMs Span(Interval interval) => new(
        interval.HasStart ? interval.Start.ToUnixTimeMilliseconds() : long.MinValue / 2,
        interval.HasEnd ? interval.End.ToUnixTimeMilliseconds() : long.MaxValue / 2);

    private static IEnumerable<NightGap> EndGaps(LegNight leg, TimeSet recorded)
    {
        if (leg.Recorded.IsEmpty)
        {
            yield break; // a leg without a sensor has no gaps: it was never recorded
        }
        (long first, long last) = (recorded.Spans[0].From, recorded.Spans[^1].To);
        (long from, long to) = (leg.Recorded.Spans[0].From, leg.Recorded.Spans[^1].To);
        if (from - first > UnevenEnds)
        {
            yield return new NightGap(leg.Leg, Instant.FromUnixTimeMilliseconds(first), Instant.FromUnixTimeMilliseconds(from), GapReason.MissingPackets);
        }
        if (last - to > UnevenEnds)
        {
            yield return new NightGap(leg.Leg, Instant.FromUnixTimeMilliseconds(to), Instant.FromUnixTimeMilliseconds(last), GapReason.MissingPackets);
        }
    }

    private static IEnumerable<Epoch> EpochsOf(LegNight leg, RestJudge rest)
    {
        if (leg.Epochs.Count == 0)
        {
            yield break;
        }
        int at = 0;
        for (long number = leg.Epochs[0].Number; number <= leg.Epochs[^1].Number; number++)
        {
            EpochEvidence? evidence = leg.Epochs[at].Number == number ? leg.Epochs[at] : null;
            long from = number * EpochEvidence.LengthMilliseconds;
            yield return new Epoch
            {
                Leg = leg.Leg,
                Start = Instant.FromUnixTimeMilliseconds(from),
                ActivityMg = evidence?.ActivityG * 1000,
                Coverage = (double)leg.Received.Within(from, from + EpochEvidence.LengthMilliseconds) / EpochEvidence.LengthMilliseconds,
                AngleDegrees = evidence is null ? null : AngleOf(evidence),
                Worn = evidence is null ? null : leg.Worn[at],
                Rest = evidence is null ? null : rest.At(from),
                TemperatureC = evidence?.TemperatureC,
            };
            at += evidence is null ? 0 : 1;
        }
    }

    private static double AngleOf(EpochEvidence evidence) =>
        Math.Atan2(evidence.Mean.X, Math.Sqrt((evidence.Mean.Y * evidence.Mean.Y) + (evidence.Mean.Z * evidence.Mean.Z))) * 180 / Math.PI;

    private static IEnumerable<SensorUse> SensorsOf(LegNight leg, NightOptions options)
    {
        foreach (IGrouping<string, PlacedBoot> sensor in leg.Boots.GroupBy(boot => boot.Sensor).OrderBy(sensor => sensor.Key, StringComparer.Ordinal))
        {
            List<PlacedBoot> boots = [.. sensor.Where(boot => boot.Boot.Samples > 0)
                .OrderBy(boot => boot.MillisecondsAt(boot.Boot.FirstIndex) ?? long.MaxValue).ThenBy(boot => boot.Boot.Boot)];
            if (boots.Count == 0)
            {
                continue; // nothing is out of the reorder window yet
            }
            List<ClockMap> clocks = [.. boots.SelectMany(boot => boot.Clocks).Where(clock => clock.Map is not null).Select(clock => clock.Map!)];
            double nominal = 1e9 / boots[0].Boot.NominalPeriodNanoseconds;
            yield return new SensorUse
            {
                Sensor = sensor.Key,
                Leg = leg.Leg,
                Site = options.Sites.GetValueOrDefault(sensor.Key, "ankle"),
                NominalRateHz = nominal,
                RateHz = clocks.Count == 0 ? nominal : 1e9 / MainClock(boots).PeriodNanoseconds,
                Samples = boots.Sum(boot => boot.Boot.Samples),
                MissingSamples = boots.Sum(boot => boot.Boot.EndIndex - boot.Boot.FirstIndex - boot.Boot.Samples),
                HasCounter = boots.TrueForAll(boot => boot.Boot.HasCounter),
                Clocks = clocks,
                Calibration = options.Calibrations.GetValueOrDefault(sensor.Key),
            };
        }
    }

    /// <summary>The clock that placed most: its anchors reach furthest.</summary>
    private static ClockMap MainClock(List<PlacedBoot> boots) => boots.SelectMany(boot => boot.Clocks)
        .Where(clock => clock.Map is not null)
        .Select(clock => clock.Map!)
        .MaxBy(map => map.Anchors[^1].Index - map.Anchors[0].Index)!;
}
