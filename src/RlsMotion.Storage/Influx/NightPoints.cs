using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Storage.Nights;

namespace RlsMotion.Storage.Influx;

/// <summary>Writes a night as points. The measurements are described in docs/storage.md; <see cref="NightPointReader"/> reads them back.</summary>
internal static class NightPoints
{
    public const string Night = "rls_night";
    public const string LegMovements = "rls_leg";
    public const string Movements = "rls_lm";
    public const string Gaps = "rls_gap";
    public const string Epochs = "rls_epoch";
    public const string Sensors = "rls_sensor";
    public const string Clocks = "rls_clock";

    /// <summary>The measurements of a night's parts, in the order in which they are read.</summary>
    public static readonly IReadOnlyList<string> Parts = [LegMovements, Movements, Gaps, Epochs, Sensors, Clocks];

    /// <summary>Anchors in one point: a text field holds 64 KB, and an anchor takes at most 41 characters.</summary>
    private const int AnchorsPerPoint = 1000;

    /// <summary>Where the points of a night lie, by its noon: a recording may begin early and run on into a third day.</summary>
    public static (Instant From, Instant To) Span(Instant noon) => (noon - Duration.FromHours(12), noon + Duration.FromHours(60));

    /// <summary>Which of its two copies a revision of a night is, with the night's number modulo 4 before it: <see cref="Span"/>s of nights with the same slot never meet.</summary>
    public static string Slot(LocalDate date, long revision) =>
        string.Create(CultureInfo.InvariantCulture, $"{Period.DaysBetween(new LocalDate(1970, 1, 1), date) & 3}{(revision % 2 == 0 ? 'a' : 'b')}");

    /// <summary>All points but the night's own; a hash of them and the night's own numbers is the run.</summary>
    /// <exception cref="ArgumentException">The night holds something that InfluxDB has no form for: two parts at one time, an infinite number, a line break in the subject.</exception>
    public static (IReadOnlyList<string> Lines, string Run) Of(NightRecord night, string slot)
    {
        // The run names the content, so it is a hash of the lines without a run.
        string run = Hash([.. Build(night, slot, run: ""), Head(night, slot, run: "", revision: 0, points: 0)]);
        List<string> lines = Build(night, slot, run);
        Check(night.Key, lines);
        return (lines, run);
    }

    /// <summary>The night's own point: who writes it last is the night.</summary>
    public static string Head(NightRecord night, string slot, string run, long revision, int points)
    {
        NightSummary s = night.Summary;
        return new LinePoint(Night).Tag("subject", night.Key.Subject)
            .Field("live", true).Field("night", NightText.Date(night.Key.Date)).Field("tz", night.Key.Zone.Id).Field("run", run).Field("current", slot).Field("revision", revision).Field("points", points)
            .Field("algo", night.Algorithm.Version).Field("classifier", night.Algorithm.Classifier).Field("model", night.Algorithm.ModelSha256).Field("rules", night.Algorithm.Rules.ToString())
            .Field("start_ms", NightText.Milliseconds(night.Start, "the start")).Field("end_ms", NightText.Milliseconds(night.End, "the end")).Field("final", night.IsFinal)
            .Field("recorded_h", s.RecordedHours).Field("valid_h", s.ValidHours).Field("rest_h", s.RestHours).Field("per", NightText.Word(s.Denominator))
            .Field("lm_n", s.LegMovements).Field("clm_n", s.Candidates).Field("plm_n", s.Periodic).Field("plm_rest_n", s.PeriodicDuringRest).Field("series_n", s.Series)
            .Field("aplmi", s.PlmPerHour).Field("clmi", s.ClmPerHour).Field("pi", s.PeriodicityIndex).Field("pi_ferri", s.PeriodicityIndexFerri)
            .Field("dur_mean_s", s.MeanDurationSeconds).Field("imi_med_s", s.MedianIntervalSeconds)
            .Field("by_hour", NightText.Hours(s.ByHour)).Field("first_hour_ms", NightText.Milliseconds(s.FirstHour, "the first hour")).Field("grade", s.Grade)
            .At(night.Key.Start);
    }

    /// <summary>A change to a point that is no longer current: all its other fields stay.</summary>
    public static string Retired(string measurement, string subject, InfluxRow row) => new LinePoint(measurement)
        .Tag("subject", subject).Tag("slot", row.Tag("slot")).Tag("leg", row.Tag("leg")).Tag("reason", row.Tag("reason")).Field("live", false).At(row.Time);

    private static List<string> Build(NightRecord night, string slot, string run)
    {
        var lines = new List<string>();
        LinePoint Point(string measurement, int n, Leg? leg) => new LinePoint(measurement).Tag("subject", night.Key.Subject)
            .Tag("slot", slot).Tag("leg", leg is { } known ? Word(known) : "").Field("live", true).Field("run", run).Field("n", n);
        Each(night.LegMovements, (m, n) => lines.Add(Point(LegMovements, n, m.Leg)
            .Field("dur_ms", NightText.Milliseconds(m.Duration, "a duration")).Field("peak_g", m.PeakG).Field("class", m.Class.ToString()).Field("conf", m.Probability)
            .At(Checked(m.Onset, "an onset"))));
        Each(night.Movements, (m, n) => lines.Add(OfScored(Point(Movements, n, m.Leg), m)));
        Each(night.Gaps, (g, n) => lines.Add(Point(Gaps, n, g.Leg).Tag("reason", g.Reason.ToString())
            .Field("dur_ms", NightText.Milliseconds(g.Duration, "a gap")).At(Checked(g.From, "a gap's start"))));
        Each(night.Epochs, (e, n) => lines.Add(Point(Epochs, n, e.Leg)
            .Field("act_mg", e.ActivityMg).Field("coverage", e.Coverage).Field("angle_deg", e.AngleDegrees).Field("worn", e.Worn).Field("rest", e.Rest).Field("temp_c", e.TemperatureC)
            .At(Checked(e.Start, "an epoch"))));
        Each(night.Sensors, (s, n) => lines.Add(OfSensor(Point(Sensors, n, null), s).At(night.Key.Start + Duration.FromMilliseconds(n))));
        AddClocks(night, n => Point(Clocks, n, null), lines);
        return lines;
    }

    private static string OfScored(LinePoint point, ScoredMovement m) => point
        .Field("dur_ms", NightText.Milliseconds(m.Duration, "a duration")).Field("clm", m.IsCandidate).Field("resp", m.IsRespiratory).Field("arousal", m.HasArousal)
        .Field("plm", m.IsPeriodic).Field("series", m.Series).Field("plm_no_resp", m.IsPeriodicWithoutRespiratory).Field("imi_ms", NightText.Milliseconds(m.Interval, "an interval"))
        .Field("stage", NightText.Word(m.Stage)).Field("in_rest", m.DuringRest).At(Checked(m.Onset, "an onset"));

    private static LinePoint OfSensor(LinePoint point, SensorUse s) => point
        .Field("sensor", s.Sensor).Field("on_leg", s.Leg.ToString()).Field("site", s.Site).Field("nominal_hz", s.NominalRateHz).Field("rate_hz", s.RateHz)
        .Field("samples", s.Samples).Field("missing", s.MissingSamples).Field("counter", s.HasCounter)
        .Field("scale_x", s.Calibration?.ScaleX).Field("scale_y", s.Calibration?.ScaleY).Field("scale_z", s.Calibration?.ScaleZ)
        .Field("offset_x_g", s.Calibration?.OffsetXG).Field("offset_y_g", s.Calibration?.OffsetYG).Field("offset_z_g", s.Calibration?.OffsetZG);

    // A clock map with many anchors goes into several points, which follow each other.
    private static void AddClocks(NightRecord night, Func<int, LinePoint> point, List<string> lines)
    {
        int n = 0;
        for (int sensor = 0; sensor < night.Sensors.Count; sensor++)
        {
            for (int map = 0; map < night.Sensors[sensor].Clocks.Count; map++)
            {
                ClockMap clock = night.Sensors[sensor].Clocks[map];
                foreach (ClockMap.Anchor[] anchors in clock.Anchors.Chunk(AnchorsPerPoint))
                {
                    lines.Add(point(n).Field("sensor_n", sensor).Field("map_n", map).Field("boot", clock.Boot).Field("period_ns", clock.PeriodNanoseconds)
                        .Field("drift_ppm", clock.DriftPpm).Field("anchors", NightText.Anchors(anchors)).At(night.Key.Start + Duration.FromMilliseconds(n)));
                    n++;
                }
            }
        }
    }

    private static Instant Checked(Instant time, string what)
    {
        _ = NightText.Milliseconds(time, what);
        return time;
    }

    private static void Each<T>(IReadOnlyList<T> items, Action<T, int> add)
    {
        for (int n = 0; n < items.Count; n++)
        {
            add(items[n], n);
        }
    }

    // The server would silently merge two points of one series and time into one, and a reader does not look outside the span.
    private static void Check(NightKey key, List<string> lines)
    {
        (Instant from, Instant to) = Span(key.Start);
        var seen = new HashSet<(string, long)>();
        foreach (string line in lines)
        {
            string series = LinePoint.SeriesOf(line);
            long time = long.Parse(line.AsSpan(line.LastIndexOf(' ') + 1), CultureInfo.InvariantCulture);
            if (!seen.Add((series, time)))
            {
                throw new ArgumentException($"Two parts of the night are at the same time of the same leg: {series} at {time} ms.", nameof(lines));
            }
            if (time < from.ToUnixTimeMilliseconds() || time >= to.ToUnixTimeMilliseconds())
            {
                throw new ArgumentException($"The night of {NightText.Date(key.Date)} has a part at {time} ms, outside {from} to {to}; give it the date on which it was recorded.", nameof(lines));
            }
        }
    }

    private static string Word(Leg leg) => leg switch
    {
        Leg.Left => "left",
        Leg.Right => "right",
        Leg.Both => "both",
        _ => throw new ArgumentException($"A part of a night belongs to the left leg, the right leg or both; not to {leg}.", nameof(leg)),
    };

    private static string Hash(IEnumerable<string> lines) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))).AsSpan(0, 8)); // 64 bits tell the few runs of a night apart
}
