using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Storage.Nights;

namespace RlsMotion.Storage.Influx;

/// <summary>Reads the points that <see cref="NightPoints"/> wrote.</summary>
internal static class NightPointReader
{
    /// <summary>A night without its parts.</summary>
    public static NightRecord Head(InfluxRow row) => new()
    {
        Key = new NightKey(row.Tag("subject"), NightText.Date(row.String("night")), NightText.Zone(row.String("tz"))),
        Algorithm = new AlgorithmVersion(row.String("algo"), row.String("classifier"), row.NullableString("model"), NightText.Value<RuleSet>(row.String("rules"))),
        Start = row.NullableInstant("start_ms"),
        End = row.NullableInstant("end_ms"),
        IsFinal = row.Bool("final"),
        Summary = Summary(row),
        Sensors = [],
        LegMovements = [],
        Movements = [],
        Gaps = [],
        Epochs = [],
    };

    /// <summary>A night with its parts, these in the order of <see cref="NightPoints.Parts"/>.</summary>
    public static NightRecord Whole(InfluxRow head, IReadOnlyList<IReadOnlyList<InfluxRow>> parts) => Head(head) with
    {
        LegMovements = InOrder(parts[0], LegMovement),
        Movements = InOrder(parts[1], Movement),
        Gaps = InOrder(parts[2], row => new NightGap(LegOf(row.Tag("leg")), row.Time, End(row), NightText.Value<GapReason>(row.Tag("reason")))),
        Epochs = InOrder(parts[3], Epoch),
        Sensors = Sensors(parts[4], parts[5]),
    };

    private static NightSummary Summary(InfluxRow row) => new()
    {
        RecordedHours = row.Double("recorded_h"),
        ValidHours = row.Double("valid_h"),
        RestHours = row.NullableDouble("rest_h"),
        Denominator = NightText.NullableValue<Denominator>(row.NullableString("per")),
        LegMovements = row.Int("lm_n"),
        Candidates = row.Int("clm_n"),
        Periodic = row.Int("plm_n"),
        PeriodicDuringRest = row.NullableInt("plm_rest_n"),
        Series = row.Int("series_n"),
        PlmPerHour = row.NullableDouble("aplmi"),
        ClmPerHour = row.NullableDouble("clmi"),
        PeriodicityIndex = row.NullableDouble("pi"),
        PeriodicityIndexFerri = row.NullableDouble("pi_ferri"),
        MeanDurationSeconds = row.NullableDouble("dur_mean_s"),
        MedianIntervalSeconds = row.NullableDouble("imi_med_s"),
        ByHour = NightText.Hours(row.String("by_hour")),
        FirstHour = row.NullableInstant("first_hour_ms"),
        Grade = row.String("grade"),
    };

    private static LegMovement LegMovement(InfluxRow row) => new(
        LegOf(row.Tag("leg")), row.Time, End(row), row.Double("peak_g"), NightText.Value<MovementClass>(row.String("class")), row.NullableDouble("conf"));

    private static ScoredMovement Movement(InfluxRow row) => new()
    {
        Leg = LegOf(row.Tag("leg")),
        Onset = row.Time,
        Offset = End(row),
        IsCandidate = row.Bool("clm"),
        IsRespiratory = row.Bool("resp"),
        HasArousal = row.Bool("arousal"),
        IsPeriodic = row.Bool("plm"),
        Series = row.NullableInt("series"),
        IsPeriodicWithoutRespiratory = row.Bool("plm_no_resp"),
        Interval = row.NullableLong("imi_ms") is { } interval ? Duration.FromMilliseconds(interval) : null,
        Stage = NightText.NullableValue<SleepStage>(row.NullableString("stage")),
        DuringRest = row.NullableBool("in_rest"),
    };

    private static Epoch Epoch(InfluxRow row) => new()
    {
        Leg = LegOf(row.Tag("leg")),
        Start = row.Time,
        ActivityMg = row.NullableDouble("act_mg"),
        Coverage = row.Double("coverage"),
        AngleDegrees = row.NullableDouble("angle_deg"),
        Worn = row.NullableBool("worn"),
        Rest = row.NullableBool("rest"),
        TemperatureC = row.NullableDouble("temp_c"),
    };

    private static SensorUse[] Sensors(IReadOnlyList<InfluxRow> rows, IReadOnlyList<InfluxRow> clockRows)
    {
        ILookup<int, ClockMap> clocks = clockRows.OrderBy(row => row.Int("n")).GroupBy(row => (Sensor: row.Int("sensor_n"), Map: row.Int("map_n")))
            .ToLookup(points => points.Key.Sensor, points => Clock([.. points]));
        return InOrder(rows, row => new SensorUse
        {
            Sensor = row.String("sensor"),
            Leg = NightText.Value<Leg>(row.String("on_leg")),
            Site = row.String("site"),
            NominalRateHz = row.Double("nominal_hz"),
            RateHz = row.Double("rate_hz"),
            Samples = row.Long("samples"),
            MissingSamples = row.Long("missing"),
            HasCounter = row.Bool("counter"),
            Calibration = row.NullableDouble("scale_x") is { } scaleX
                ? new Calibration(scaleX, row.Double("scale_y"), row.Double("scale_z"), row.Double("offset_x_g"), row.Double("offset_y_g"), row.Double("offset_z_g"))
                : null,
            Clocks = [.. clocks[row.Int("n")]],
        });
    }

    private static ClockMap Clock(InfluxRow[] points) => new(
        (uint)points[0].Long("boot"), points[0].Double("period_ns"), [.. points.SelectMany(point => NightText.Anchors(point.String("anchors")))], points[0].NullableDouble("drift_ppm"));

    private static T[] InOrder<T>(IReadOnlyList<InfluxRow> rows, Func<InfluxRow, T> read) => [.. rows.OrderBy(row => row.Long("n")).Select(read)];

    private static Instant End(InfluxRow row) => row.Time + Duration.FromMilliseconds(row.Long("dur_ms"));

    private static Leg LegOf(string tag) => tag switch
    {
        "left" => Leg.Left,
        "right" => Leg.Right,
        "both" => Leg.Both,
        _ => throw new StorageException($"A point in InfluxDB is of the leg \"{tag}\"; left, right and both are known. Copy the night again from the embedded store."),
    };
}
