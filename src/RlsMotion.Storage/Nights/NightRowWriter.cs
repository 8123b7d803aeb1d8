using Microsoft.Data.Sqlite;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.Nights;

/// <summary>Writes a night's rows; the tables are in <see cref="NightTables"/>.</summary>
internal static class NightRowWriter
{
    /// <summary>Inserts a night that is not there, inside the caller's transaction.</summary>
    public static void Insert(SqliteConnection connection, NightRecord night)
    {
        long id = InsertNight(connection, night);
        InsertSensors(connection, id, night.Sensors);
        Insert(connection, "leg_movement", night.LegMovements, m =>
            [id, Word(m.Leg), NightText.Milliseconds(m.Onset, "an onset"), NightText.Milliseconds(m.Offset, "an offset"), m.PeakG, Word(m.Class), m.Probability]);
        Insert(connection, "scored_movement", night.Movements, m => Values(id, m));
        Insert(connection, "night_gap", night.Gaps, g =>
            [id, Word(g.Leg), NightText.Milliseconds(g.From, "a gap's start"), NightText.Milliseconds(g.To, "a gap's end"), Word(g.Reason)]);
        Insert(connection, "epoch", night.Epochs, e =>
            [id, Word(e.Leg), NightText.Milliseconds(e.Start, "an epoch"), e.ActivityMg, e.Coverage, e.AngleDegrees, e.Worn, e.Rest, e.TemperatureC]);
    }

    private static long InsertNight(SqliteConnection connection, NightRecord night)
    {
        NightSummary s = night.Summary;
        object?[] values =
        [
            night.Key.Subject, NightText.Date(night.Key.Date), night.Key.Zone.Id,
            night.Algorithm.Version, night.Algorithm.Classifier, night.Algorithm.ModelSha256, Word(night.Algorithm.Rules),
            NightText.Milliseconds(night.Start, "the start"), NightText.Milliseconds(night.End, "the end"), night.IsFinal,
            s.RecordedHours, s.ValidHours, s.RestHours, NightText.Word(s.Denominator),
            s.LegMovements, s.Candidates, s.Periodic, s.PeriodicDuringRest, s.Series, s.PlmPerHour, s.ClmPerHour,
            s.PeriodicityIndex, s.PeriodicityIndexFerri, s.MeanDurationSeconds, s.MedianIntervalSeconds,
            NightText.Hours(s.ByHour), NightText.Milliseconds(s.FirstHour, "the first hour"), s.Grade,
        ];
        return (long)connection.Scalar(
            $"""
            INSERT INTO night (subject, date, zone, version, classifier, model_sha256, rules, start_ms, end_ms, is_final,
                recorded_hours, valid_hours, rest_hours, denominator, leg_movements, candidates, periodic, periodic_during_rest, series, plm_per_hour,
                clm_per_hour, periodicity_index, periodicity_index_ferri, mean_duration_s, median_interval_s, by_hour, first_hour_ms, grade)
            VALUES ({Places(values.Length)}) RETURNING id
            """,
            values)!;
    }

    private static void InsertSensors(SqliteConnection connection, long id, IReadOnlyList<SensorUse> sensors)
    {
        Insert(connection, "night_sensor", sensors, s =>
        [
            id, s.Sensor, Word(s.Leg), s.Site, s.NominalRateHz, s.RateHz, s.Samples, s.MissingSamples, s.HasCounter,
            s.Calibration?.ScaleX, s.Calibration?.ScaleY, s.Calibration?.ScaleZ, s.Calibration?.OffsetXG, s.Calibration?.OffsetYG, s.Calibration?.OffsetZG,
        ]);
        for (int n = 0; n < sensors.Count; n++)
        {
            for (int c = 0; c < sensors[n].Clocks.Count; c++)
            {
                ClockMap clock = sensors[n].Clocks[c];
                connection.Run(
                    "INSERT INTO night_clock VALUES ($1, $2, $3, $4, $5, $6, $7)",
                    id, n, c, (long)clock.Boot, clock.PeriodNanoseconds, clock.DriftPpm, NightText.Anchors(clock.Anchors));
            }
        }
    }

    private static object?[] Values(long id, ScoredMovement m) =>
    [
        id, Word(m.Leg), NightText.Milliseconds(m.Onset, "an onset"), NightText.Milliseconds(m.Offset, "an offset"),
        m.IsCandidate, m.IsRespiratory, m.HasArousal, m.IsPeriodic, m.Series, m.IsPeriodicWithoutRespiratory,
        NightText.Milliseconds(m.Interval, "an interval"), NightText.Word(m.Stage), m.DuringRest,
    ];

    // Every list's table starts with the night and the place n in the list; the values give the night and what follows n.
    private static void Insert<T>(SqliteConnection connection, string table, IReadOnlyList<T> items, Func<T, object?[]> values)
    {
        PreparedStatement? statement = null;
        try
        {
            for (int n = 0; n < items.Count; n++)
            {
                object?[] row = values(items[n]);
                statement ??= new PreparedStatement(connection, $"INSERT INTO {table} VALUES ({Places(row.Length + 1)})", row.Length + 1);
                statement.Run([row[0], n, .. row.AsSpan(1)]);
            }
        }
        finally
        {
            statement?.Dispose();
        }
    }

    private static string Word<T>(T value) where T : struct, Enum => value.ToString();

    private static string Places(int count) => string.Join(", ", Enumerable.Range(0, count).Select(Sql.ParameterName));
}
