using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Reports.Tests;

/// <summary>A night made up for looking at: series of both legs, a gap on each, rest, and the hour that October gives back.</summary>
internal static class SampleNight
{
    public static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    public static readonly NightKey Key = new("sample", new LocalDate(2026, 10, 24), Berlin);
    public static readonly Instant Start = Instant.FromUtc(2026, 10, 24, 20, 47, 12);
    public static readonly Instant End = Instant.FromUtc(2026, 10, 25, 5, 31, 40);

    public static NightRecord Make()
    {
        List<LegMovement> movements = [.. Movements().OrderBy(movement => movement.Onset).ThenBy(movement => movement.Leg)];
        NightGap[] gaps =
        [
            new(Leg.Left, Start + Duration.FromMinutes(130), Start + Duration.FromMinutes(146), GapReason.MissingPackets),
            new(Leg.Right, Start + Duration.FromMinutes(390), Start + Duration.FromMinutes(440), GapReason.NotWorn),
        ];
        Interval rest = new(Start + Duration.FromMinutes(25), End - Duration.FromMinutes(15));
        NightScore score = NightScorer.Score(movements, ScoringCriteria.For(RuleSet.Wasm2016), new SleepContext { Rest = [rest] }, gaps);
        IReadOnlyList<HourCount> course = HourCount.Course(score.Movements, Start, End, Berlin);
        return new NightRecord
        {
            Key = Key,
            Algorithm = new AlgorithmVersion("1", "rules-1", null, RuleSet.Wasm2016),
            Start = Start,
            End = End,
            Sensors = [Use("ankle-l", Leg.Left), Use("ankle-r", Leg.Right)],
            LegMovements = movements,
            Movements = score.Movements,
            Gaps = gaps,
            Epochs = [.. Epochs(rest)],
            Summary = new NightSummary
            {
                RecordedHours = (End - Start).TotalHours,
                ValidHours = (End - Start).TotalHours - 0.2,
                RestHours = score.Indices.SleepHours,
                Denominator = score.Indices.Denominator,
                LegMovements = score.Indices.LegMovements,
                Candidates = score.Indices.Candidates,
                Periodic = score.Indices.Periodic,
                PeriodicDuringRest = score.Indices.PeriodicInSleep,
                Series = score.Series.Count,
                PlmPerHour = score.Indices.PlmsPerHour,
                ClmPerHour = score.Indices.ClmPerHour,
                PeriodicityIndex = score.Indices.PeriodicityIndex,
                PeriodicityIndexFerri = score.Indices.PeriodicityIndexFerri,
                MeanDurationSeconds = score.Indices.MeanDurationPeriodicSeconds,
                MedianIntervalSeconds = score.Indices.MedianSeriesIntervalSeconds,
                ByHour = [.. course.Select((hour, i) => i == 6 ? (int?)null : hour.Periodic)],
                FirstHour = course[0].Start,
                Grade = "B",
            },
        };
    }

    public static NightRecord Empty() => Make() with
    {
        Start = null,
        End = null,
        Sensors = [],
        LegMovements = [],
        Movements = [],
        Gaps = [],
        Epochs = [],
        Summary = new NightSummary
        {
            RecordedHours = 0,
            ValidHours = 0,
            RestHours = null,
            Denominator = null,
            LegMovements = 0,
            Candidates = 0,
            Periodic = 0,
            PeriodicDuringRest = null,
            Series = 0,
            PlmPerHour = null,
            ClmPerHour = null,
            PeriodicityIndex = null,
            PeriodicityIndexFerri = null,
            MeanDurationSeconds = null,
            MedianIntervalSeconds = null,
            ByHour = [],
            FirstHour = null,
            Grade = "D",
        },
    };

    private static IEnumerable<LegMovement> Movements()
    {
        // Minute of the start, how many, spacing in seconds, legs of a series.
        (int Minute, int Count, int Spacing, Leg Leg)[] runs =
        [
            (40, 45, 22, Leg.Both), (75, 30, 25, Leg.Left), (112, 38, 20, Leg.Right), (175, 24, 31, Leg.Both), (240, 12, 27, Leg.Left),
            (262, 3, 40, Leg.Right), (310, 18, 24, Leg.Both), (402, 9, 35, Leg.Left), (455, 6, 28, Leg.Right),
        ];
        foreach ((int minute, int count, int spacing, Leg leg) in runs)
        {
            for (int i = 0; i < count; i++)
            {
                Instant onset = Start + Duration.FromSeconds((minute * 60) + (i * spacing) + (i * 7 % 5)) + Duration.FromMilliseconds(i * 37 % 1000);
                foreach (Leg one in new[] { Leg.Left, Leg.Right }.Where(one => leg.HasFlag(one)))
                {
                    yield return Make(one, onset + Duration.FromMilliseconds(one == Leg.Right ? 140 : 0), 1500 + (i * 211 % 2600), MovementClass.LegMovement);
                }
            }
        }
        for (int i = 0; i < 40; i++)
        {
            yield return Make(i % 3 == 0 ? Leg.Right : Leg.Left, Start + Duration.FromSeconds(100 + (i * 761)), i % 9 == 0 ? 12_500 : 900, MovementClass.LegMovement);
        }
        yield return Make(Leg.Left, Start + Duration.FromMinutes(33), 4000, MovementClass.PostureShift);
    }

    private static LegMovement Make(Leg leg, Instant onset, long milliseconds, MovementClass @class) =>
        new(leg, onset, onset + Duration.FromMilliseconds(milliseconds), 0.2134, @class, @class == MovementClass.LegMovement ? 0.98 : null);

    private static SensorUse Use(string sensor, Leg leg) => new()
    {
        Sensor = sensor,
        Leg = leg,
        NominalRateHz = 50,
        RateHz = 50.01,
        Samples = 1_500_000,
        MissingSamples = 48_000,
        Clocks = [],
    };

    private static IEnumerable<Epoch> Epochs(Interval rest)
    {
        for (var at = Instant.FromUnixTimeSeconds(Start.ToUnixTimeSeconds() / 30 * 30); at < End; at += Epoch.Length)
        {
            foreach (Leg leg in new[] { Leg.Left, Leg.Right })
            {
                bool wake = at - Start is var since && since > Duration.FromMinutes(282) && since < Duration.FromMinutes(297);
                yield return new Epoch { Leg = leg, Start = at, ActivityMg = 3, Coverage = 1, Rest = rest.Contains(at) && !wake };
            }
        }
    }
}
