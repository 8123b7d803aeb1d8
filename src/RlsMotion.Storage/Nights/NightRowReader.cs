using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.Nights;

/// <summary>Reads a night's rows; the tables are in <see cref="NightTables"/>.</summary>
internal static class NightRowReader
{
    private const string NightColumns = """
        SELECT id, subject, date, zone, version, classifier, model_sha256, rules, start_ms, end_ms, is_final,
            recorded_hours, valid_hours, rest_hours, denominator, leg_movements, candidates, periodic, periodic_during_rest, series, plm_per_hour,
            clm_per_hour, periodicity_index, periodicity_index_ferri, mean_duration_s, median_interval_s, by_hour, first_hour_ms, grade
        FROM night
        """;

    /// <summary>A night; null if there is none.</summary>
    public static NightRecord? Load(SqliteConnection connection, string subject, string date)
    {
        (long Id, NightRecord Night)? found = connection.Rows(NightColumns + " WHERE subject = $1 AND date = $2", row => (row.GetInt64(0), Head(row)), subject, date)
            .Cast<(long, NightRecord)?>().SingleOrDefault();
        return found is not { } head ? null : head.Night with
        {
            Sensors = Sensors(connection, head.Id),
            LegMovements = connection.Rows("SELECT leg, onset_ms, offset_ms, peak_g, class, probability FROM leg_movement WHERE night = $1 ORDER BY n", LegMovement, head.Id),
            Movements = connection.Rows(
                """
                SELECT leg, onset_ms, offset_ms, is_candidate, is_respiratory, has_arousal, is_periodic, series, is_periodic_without_respiratory, interval_ms, stage, during_rest
                FROM scored_movement WHERE night = $1 ORDER BY n
                """,
                Movement, head.Id),
            Gaps = connection.Rows("SELECT leg, from_ms, to_ms, reason FROM night_gap WHERE night = $1 ORDER BY n", Gap, head.Id),
            Epochs = connection.Rows("SELECT leg, start_ms, activity_mg, coverage, angle_degrees, worn, rest, temperature_c FROM epoch WHERE night = $1 ORDER BY n", Epoch, head.Id),
        };
    }

    /// <summary>A subject's nights, newest first.</summary>
    public static List<NightListing> List(SqliteConnection connection, string subject) => connection.Rows(
        NightColumns + " WHERE subject = $1 ORDER BY date DESC",
        row =>
        {
            NightRecord night = Head(row);
            return new NightListing(night.Key.Date, night.Summary, night.Algorithm, night.IsFinal);
        },
        subject);

    private static NightRecord Head(SqliteDataReader row) => new()
    {
        Key = new NightKey(row.GetString(1), NightText.Date(row.GetString(2)), NightText.Zone(row.GetString(3))),
        Algorithm = new AlgorithmVersion(row.GetString(4), row.GetString(5), row.NullableString(6), NightText.Value<RuleSet>(row.GetString(7))),
        Start = row.NullableMilliseconds(8),
        End = row.NullableMilliseconds(9),
        IsFinal = row.GetBoolean(10),
        Summary = Summary(row),
        Sensors = [],
        LegMovements = [],
        Movements = [],
        Gaps = [],
        Epochs = [],
    };

    private static NightSummary Summary(SqliteDataReader row) => new()
    {
        RecordedHours = row.GetDouble(11),
        ValidHours = row.GetDouble(12),
        RestHours = row.NullableDouble(13),
        Denominator = NightText.NullableValue<Denominator>(row.NullableString(14)),
        LegMovements = row.GetInt32(15),
        Candidates = row.GetInt32(16),
        Periodic = row.GetInt32(17),
        PeriodicDuringRest = row.NullableInt(18),
        Series = row.GetInt32(19),
        PlmPerHour = row.NullableDouble(20),
        ClmPerHour = row.NullableDouble(21),
        PeriodicityIndex = row.NullableDouble(22),
        PeriodicityIndexFerri = row.NullableDouble(23),
        MeanDurationSeconds = row.NullableDouble(24),
        MedianIntervalSeconds = row.NullableDouble(25),
        ByHour = NightText.Hours(row.GetString(26)),
        FirstHour = row.NullableMilliseconds(27),
        Grade = row.GetString(28),
    };

    private static List<SensorUse> Sensors(SqliteConnection connection, long night)
    {
        ILookup<long, ClockMap> clocks = connection.Rows(
            "SELECT sensor_n, boot, period_ns, anchors, drift_ppm FROM night_clock WHERE night = $1 ORDER BY sensor_n, n",
            row => (Sensor: row.GetInt64(0), Map: new ClockMap((uint)row.GetInt64(1), row.GetDouble(2), [.. NightText.Anchors(row.GetString(3))], row.NullableDouble(4))),
            night).ToLookup(clock => clock.Sensor, clock => clock.Map);
        return connection.Rows(
            """
            SELECT n, sensor, leg, site, nominal_rate_hz, rate_hz, samples, missing_samples, has_counter, scale_x, scale_y, scale_z, offset_x_g, offset_y_g, offset_z_g
            FROM night_sensor WHERE night = $1 ORDER BY n
            """,
            row => new SensorUse
            {
                Sensor = row.GetString(1),
                Leg = NightText.Value<Leg>(row.GetString(2)),
                Site = row.GetString(3),
                NominalRateHz = row.GetDouble(4),
                RateHz = row.GetDouble(5),
                Samples = row.GetInt64(6),
                MissingSamples = row.GetInt64(7),
                HasCounter = row.GetBoolean(8),
                Calibration = row.IsDBNull(9)
                    ? null
                    : new Calibration(row.GetDouble(9), row.GetDouble(10), row.GetDouble(11), row.GetDouble(12), row.GetDouble(13), row.GetDouble(14)),
                Clocks = [.. clocks[row.GetInt64(0)]],
            },
            night);
    }

    private static LegMovement LegMovement(SqliteDataReader row) => new(
        NightText.Value<Leg>(row.GetString(0)), row.Milliseconds(1), row.Milliseconds(2), row.GetDouble(3), NightText.Value<MovementClass>(row.GetString(4)), row.NullableDouble(5));

    private static ScoredMovement Movement(SqliteDataReader row) => new()
    {
        Leg = NightText.Value<Leg>(row.GetString(0)),
        Onset = row.Milliseconds(1),
        Offset = row.Milliseconds(2),
        IsCandidate = row.GetBoolean(3),
        IsRespiratory = row.GetBoolean(4),
        HasArousal = row.GetBoolean(5),
        IsPeriodic = row.GetBoolean(6),
        Series = row.NullableInt(7),
        IsPeriodicWithoutRespiratory = row.GetBoolean(8),
        Interval = row.IsDBNull(9) ? null : Duration.FromMilliseconds(row.GetInt64(9)),
        Stage = NightText.NullableValue<SleepStage>(row.NullableString(10)),
        DuringRest = row.NullableBool(11),
    };

    private static NightGap Gap(SqliteDataReader row) => new(NightText.Value<Leg>(row.GetString(0)), row.Milliseconds(1), row.Milliseconds(2), NightText.Value<GapReason>(row.GetString(3)));

    private static Epoch Epoch(SqliteDataReader row) => new()
    {
        Leg = NightText.Value<Leg>(row.GetString(0)),
        Start = row.Milliseconds(1),
        ActivityMg = row.NullableDouble(2),
        Coverage = row.GetDouble(3),
        AngleDegrees = row.NullableDouble(4),
        Worn = row.NullableBool(5),
        Rest = row.NullableBool(6),
        TemperatureC = row.NullableDouble(7),
    };
}
