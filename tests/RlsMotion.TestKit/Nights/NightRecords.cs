using CsCheck;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.TestKit.Nights;

/// <summary>Nights of every shape that the types allow: for laws of stores, exports and pages. Their numbers need not fit together.</summary>
public static class NightRecords
{
    private static readonly string[] Zones = ["UTC", "Europe/Berlin", "Pacific/Kiritimati", "America/St_Johns", "Australia/Lord_Howe"];

    // Numbers that formats like to break: no short decimal form, whole, tiny, huge.
    private static readonly Gen<double> Number = Gen.Frequency(
        (4, Gen.Double[0, 100]),
        (1, Gen.Double[-1e6, 1e6]),
        (1, OneOf(0.0, 1, 0.1, 1.0 / 3, 1e-300, 1e300, 123456789012345680, -0.5)));

    private static readonly Gen<double> Positive = Number.Select(x => Math.Max(Math.Abs(x), 1e-9));

    /// <summary>Text that formats like to break: spaces, commas, quotes, equals signs, backslashes inside, letters of many alphabets; may be empty.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(
        OneOf("", "left ankle", "a,b", "a=b", "\"quoted\"", "it's", "back\\slash", "Łucja Żółć", "脚 左", "a, b = \"c\" \\ d", "🦵", "two\nlines", " lead and trail "),
        Gen.Char["abc xyz,=\"'\\/é漢"].Array[0, 12].Select(c => new string(c)));

    /// <summary>Subjects: pseudonyms, and names that a store must survive all the same. Never empty, no line break, no backslash at the end.</summary>
    public static readonly Gen<string> SubjectId = Text.Select(text => "s" + text.Replace('\n', ' ') + "1");

    /// <summary>Lower legs.</summary>
    private static readonly Gen<Leg> OneLeg = OneOf(Leg.Left, Leg.Right);

    private static readonly Gen<NightKey> Key =
        Gen.Select(SubjectId, Gen.Int[0, 4000], OneOf(Zones), (subject, day, zone) =>
            new NightKey(subject, new LocalDate(2020, 1, 1).PlusDays(day), DateTimeZoneProviders.Tzdb[zone]));

    private static readonly Gen<AlgorithmVersion> Algorithm =
        Gen.Select(Text, Text, Text.Null(), Gen.Enum<RuleSet>(), (version, classifier, model, rules) => new AlgorithmVersion(version, classifier, model, rules));

    private static readonly Gen<ClockMap> Clock =
        Gen.Select(Gen.UInt, Positive, Gen.Select(Gen.Long[1, 100_000], Gen.Long[1, 3_000_000_000]).Array[1, 20], Number.Nullable(), (boot, period, steps, drift) =>
        {
            var anchors = new List<ClockMap.Anchor>();
            (long index, long time) = (-1, 1_700_000_000_000_000);
            foreach ((long indexStep, long timeStep) in steps)
            {
                anchors.Add(new ClockMap.Anchor(index += indexStep, time += timeStep));
            }
            return new ClockMap(boot, period, anchors, drift);
        });

    private static readonly Gen<Calibration> CalibrationOf =
        Gen.Select(Number, Number, Number, Number, Number, Number, (a, b, c, d, e, f) => new Calibration(a, b, c, d, e, f));

    private static readonly Gen<SensorUse> Sensor =
        Gen.Select(
            Gen.Select(Text, OneLeg, Text, Positive, Positive), Gen.Select(Gen.Long[0, long.MaxValue], Gen.Long[0, 1000], Gen.Bool, Clock.Array[0, 3], CalibrationOf.Null()), (who, what) => new SensorUse
            {
                Sensor = who.Item1,
                Leg = who.Item2,
                Site = who.Item3,
                NominalRateHz = who.Item4,
                RateHz = who.Item5,
                Samples = what.Item1,
                MissingSamples = what.Item2,
                HasCounter = what.Item3,
                Clocks = what.Item4,
                Calibration = what.Item5,
            });

    private static readonly Gen<(int Pause, int Length)> Step = Gen.Select(Gen.Int[0, 120_000], Gen.Int[1, 20_000]);

    private static readonly Gen<NightSummary> Summary =
        Gen.Select(
            Gen.Select(Number, Number, Number.Nullable(), Gen.Enum<Denominator>().Nullable(), Gen.Int[0, int.MaxValue]),
            Gen.Select(Gen.Int[0, 999], Gen.Int[0, 999], Gen.Int[0, 999].Nullable(), Gen.Int[0, 99], Number.Nullable(), Number.Nullable()),
            Gen.Select(Number.Nullable(), Number.Nullable(), Number.Nullable(), Number.Nullable(), Gen.Int[0, 99].Nullable().Array[0, 12], Gen.Long[0, 2_000_000_000_000].Nullable(), OneOf("A", "B", "C", "D")),
            (a, b, c) => new NightSummary
            {
                RecordedHours = a.Item1,
                ValidHours = a.Item2,
                RestHours = a.Item3,
                Denominator = a.Item4,
                LegMovements = a.Item5,
                Candidates = b.Item1,
                Periodic = b.Item2,
                PeriodicDuringRest = b.Item3,
                Series = b.Item4,
                PlmPerHour = b.Item5,
                ClmPerHour = b.Item6,
                PeriodicityIndex = c.Item1,
                PeriodicityIndexFerri = c.Item2,
                MeanDurationSeconds = c.Item3,
                MedianIntervalSeconds = c.Item4,
                ByHour = c.Item5,
                FirstHour = c.Item6 is { } ms ? Instant.FromUnixTimeMilliseconds(ms) : null,
                Grade = c.Item7,
            });

    /// <summary>A night.</summary>
    public static readonly Gen<NightRecord> Any =
        Gen.Select(
            Gen.Select(Key, Algorithm, Gen.Int[0, 3_600_000].Nullable(), Gen.Bool),
            Gen.Select(Sensor.Array[0, 3], Summary),
            Gen.Select(LegMovements(Leg.Left), LegMovements(Leg.Right), Scored(), Gaps(), Epochs(Leg.Left), Epochs(Leg.Right)),
            (head, sensors, lists) =>
            {
                Instant zero = head.Item1.Start + Duration.FromMilliseconds(head.Item3 ?? 0);
                return new NightRecord
                {
                    Key = head.Item1,
                    Algorithm = head.Item2,
                    Start = head.Item3 is null ? null : zero,
                    End = head.Item3 is null ? null : zero + Duration.FromHours(8),
                    IsFinal = head.Item4,
                    Sensors = sensors.Item1,
                    Summary = sensors.Item2,
                    LegMovements = [.. lists.Item1.Concat(lists.Item2).Select(at => at(zero)).OrderBy(m => m.Onset).ThenBy(m => m.Leg)],
                    Movements = [.. lists.Item3.Select(at => at(zero))],
                    Gaps = [.. lists.Item4.Select(at => at(zero)).DistinctBy(g => (g.Leg, g.From, g.Reason)).OrderBy(g => g.From)],
                    Epochs = [.. lists.Item5.Concat(lists.Item6).Select(at => at(head.Item1.Start)).OrderBy(e => e.Start).ThenBy(e => e.Leg)],
                };
            });

    /// <summary>The same night at another date: every time moved from one noon to the other.</summary>
    public static NightRecord At(NightRecord night, NightKey key)
    {
        Duration by = key.Start - night.Key.Start;
        return night with
        {
            Key = key,
            Start = night.Start + by,
            End = night.End + by,
            LegMovements = [.. night.LegMovements.Select(m => new LegMovement(m.Leg, m.Onset + by, m.Offset + by, m.PeakG, m.Class, m.Probability))],
            Movements = [.. night.Movements.Select(m => m with { Onset = m.Onset + by, Offset = m.Offset + by })],
            Gaps = [.. night.Gaps.Select(g => g with { From = g.From + by, To = g.To + by })],
            Epochs = [.. night.Epochs.Select(e => e with { Start = e.Start + by })],
        };
    }

    private static Gen<Func<Instant, LegMovement>[]> LegMovements(Leg leg) =>
        Gen.Select(Step, Number.Select(Math.Abs), Gen.Enum<MovementClass>(), Gen.Double[0, 1].Nullable()).Array[0, 12].Select(items =>
            Placed(items, i => i.Item1, (item, from, to) => new LegMovement(leg, from, to, item.Item2, item.Item3, item.Item4)));

    private static Gen<Func<Instant, ScoredMovement>[]> Scored() =>
        Gen.Select(
            Gen.Select(Step, OneOf(Leg.Left, Leg.Right, Leg.Both), Gen.Bool, Gen.Bool, Gen.Bool, Gen.Bool),
            Gen.Select(Gen.Int[1, 50].Nullable(), Gen.Bool, Gen.Int[0, 200_000].Nullable(), Gen.Enum<SleepStage>().Nullable(), Gen.Bool.Nullable()))
        .Array[0, 12].Select(items => Placed(items, i => i.Item1.Item1, (item, from, to) => new ScoredMovement
        {
            Leg = item.Item1.Item2,
            Onset = from,
            Offset = to,
            IsCandidate = item.Item1.Item3,
            IsRespiratory = item.Item1.Item4,
            HasArousal = item.Item1.Item5,
            IsPeriodic = item.Item1.Item6,
            Series = item.Item2.Item1,
            IsPeriodicWithoutRespiratory = item.Item2.Item2,
            Interval = item.Item2.Item3 is { } ms ? Duration.FromMilliseconds(ms) : null,
            Stage = item.Item2.Item4,
            DuringRest = item.Item2.Item5,
        }));

    private static Gen<Func<Instant, NightGap>[]> Gaps() =>
        Gen.Select(Step, OneLeg, Gen.Enum<GapReason>()).Array[0, 5].Select(items =>
            Placed(items, i => i.Item1, (item, from, to) => new NightGap(item.Item2, from, to, item.Item3)));

    private static Gen<Func<Instant, Epoch>[]> Epochs(Leg leg) =>
        Gen.Select(
            Gen.Select(Number.Nullable(), Gen.Double[0, 1], Number.Nullable()),
            Gen.Select(Gen.Bool.Nullable(), Gen.Bool.Nullable(), Number.Nullable())).Array[0, 12]
        .Select(items => items.Select((item, n) => (Func<Instant, Epoch>)(noon => new Epoch
        {
            Leg = leg,
            Start = noon + (n * Epoch.Length),
            ActivityMg = item.Item1.Item1,
            Coverage = item.Item1.Item2,
            AngleDegrees = item.Item1.Item3,
            Worn = item.Item2.Item1,
            Rest = item.Item2.Item2,
            TemperatureC = item.Item2.Item3,
        })).ToArray());

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    // Puts items one after another, each after its pause; a place is known only with the night's start.
    private static Func<Instant, TOut>[] Placed<TIn, TOut>(TIn[] items, Func<TIn, (int Pause, int Length)> step, Func<TIn, Instant, Instant, TOut> make)
    {
        var placed = new Func<Instant, TOut>[items.Length];
        long at = 0;
        for (int i = 0; i < items.Length; i++)
        {
            TIn item = items[i];
            (int pause, int length) = step(item);
            (long from, long to) = (at + pause, at + pause + length);
            placed[i] = zero => make(item, zero + Duration.FromMilliseconds(from), zero + Duration.FromMilliseconds(to));
            at = to;
        }
        return placed;
    }
}
