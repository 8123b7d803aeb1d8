using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;

namespace RlsMotion.Reports.Json;

/// <summary>A night as "rlsmotion.night/1" carries it. Property names are the JSON keys; null is absent knowledge.</summary>
/// <remarks>Onsets are UTC in whole milliseconds. Hours, indices, shares and accelerations are rounded to four decimals: finer than any sensor
/// knows, and the same text whatever store a night came through.</remarks>
public sealed record NightDocument
{
    /// <summary>Name and version of the format.</summary>
    public const string SchemaName = "rlsmotion.night/1";

    /// <summary>Always <see cref="SchemaName"/>.</summary>
    public string Schema { get; init; } = SchemaName;

    /// <summary>What made the result.</summary>
    public required AlgorithmVersion Algorithm { get; init; }

    /// <summary>When and how long.</summary>
    public required NightSpan Night { get; init; }

    /// <summary>The numbers.</summary>
    public required NightNumbers Summary { get; init; }

    /// <summary>Leg movements of each leg, before the legs were joined.</summary>
    public required IReadOnlyList<LegMovementEntry> LegMovements { get; init; }

    /// <summary>Movements after the legs were joined and scored.</summary>
    public required IReadOnlyList<MovementEntry> Movements { get; init; }

    /// <summary>Detected movements that are no leg movements.</summary>
    public required IReadOnlyList<OtherEntry> Other { get; init; }

    /// <summary>What could not be judged.</summary>
    public required IReadOnlyList<GapEntry> Gaps { get; init; }

    /// <summary>The document of a night.</summary>
    public static NightDocument Of(NightRecord night)
    {
        NightSummary summary = night.Summary;
        return new NightDocument
        {
            Algorithm = night.Algorithm,
            Night = new NightSpan(night.Start, night.End, night.Key.Zone.Id, Round(summary.RecordedHours), Round(summary.ValidHours),
                Round(summary.RestHours), summary.Denominator, SiteOf(night)),
            Summary = new NightNumbers
            {
                LegMovements = summary.LegMovements,
                Candidates = summary.Candidates,
                Periodic = summary.Periodic,
                Series = summary.Series,
                PlmPerHour = Round(summary.PlmPerHour),
                ClmPerHour = Round(summary.ClmPerHour),
                PeriodicityIndex = Round(summary.PeriodicityIndex),
                PeriodicityIndexFerri = Round(summary.PeriodicityIndexFerri),
                MeanDurationSeconds = Round(summary.MeanDurationSeconds),
                MedianIntervalSeconds = Round(summary.MedianIntervalSeconds),
                ByHour = summary.ByHour,
                Grade = summary.Grade,
            },
            LegMovements = [.. night.LegMovements.Where(movement => movement.Class == MovementClass.LegMovement).Select(movement => new LegMovementEntry(
                movement.Leg, movement.Onset, Seconds(movement.Duration), Round(movement.PeakG), movement.Class, Round(movement.Probability)))],
            Movements = [.. night.Movements.Select(movement => new MovementEntry(
                movement.Leg, movement.Onset, Seconds(movement.Duration), movement.IsCandidate, movement.IsPeriodic, movement.Series,
                movement.Interval is { } interval ? Seconds(interval) : null, movement.DuringRest))],
            Other = [.. night.LegMovements.Where(movement => movement.Class != MovementClass.LegMovement).Select(movement => new OtherEntry(
                movement.Leg, movement.Onset, Seconds(movement.Duration), movement.Class))],
            Gaps = [.. night.Gaps.Select(gap => new GapEntry(gap.Leg, gap.From, gap.To, gap.Reason))],
        };
    }

    private static string? SiteOf(NightRecord night) =>
        night.Sensors.Count == 0 ? null : string.Join('+', night.Sensors.Select(sensor => sensor.Site).Distinct(StringComparer.Ordinal));

    private static double Seconds(Duration duration) => (long)duration.TotalMilliseconds / 1000.0;

    private static double Round(double value) => Math.Round(value, 4);

    private static double? Round(double? value) => value is { } known ? Math.Round(known, 4) : null;
}

/// <summary>When a night was recorded, and how much of it can be used.</summary>
/// <param name="Start">Time of the first sample; null for an empty night.</param>
/// <param name="End">Time after the last sample; null for an empty night.</param>
/// <param name="Zone">IANA name of the zone.</param>
/// <param name="RecordedHours">From first to last sample.</param>
/// <param name="ValidHours">Of these, worn and received.</param>
/// <param name="RestHours">Hours that the indices are per; null where rest cannot be told.</param>
/// <param name="Denominator">Where those hours come from; null with them.</param>
/// <param name="Site">Where on the leg; several joined by "+"; null without a sensor.</param>
public sealed record NightSpan(
    Instant? Start, Instant? End, string Zone, double RecordedHours, double ValidHours, double? RestHours, Denominator? Denominator, string? Site);

/// <summary>The numbers of a night; meaning and units as in <see cref="NightSummary"/>.</summary>
public sealed record NightNumbers
{
    /// <summary>Leg movements after the legs were joined.</summary>
    public required int LegMovements { get; init; }

    /// <summary>Candidates (CLM).</summary>
    public required int Candidates { get; init; }

    /// <summary>Periodic leg movements (PLM).</summary>
    public required int Periodic { get; init; }

    /// <summary>Series.</summary>
    public required int Series { get; init; }

    /// <summary>Periodic movements in the denominator's time per hour of it.</summary>
    public required double? PlmPerHour { get; init; }

    /// <summary>Candidates in the denominator's time per hour of it.</summary>
    public required double? ClmPerHour { get; init; }

    /// <summary>Periodic over candidates.</summary>
    public required double? PeriodicityIndex { get; init; }

    /// <summary>Ferri's 2006 form.</summary>
    public required double? PeriodicityIndexFerri { get; init; }

    /// <summary>Mean duration of periodic movements.</summary>
    public required double? MeanDurationSeconds { get; init; }

    /// <summary>Median interval inside series.</summary>
    public required double? MedianIntervalSeconds { get; init; }

    /// <summary>Periodic movements by clock hour; null for an hour without a valid minute.</summary>
    public required IReadOnlyList<int?> ByHour { get; init; }

    /// <summary>Data quality, "A" to "D".</summary>
    public required string Grade { get; init; }
}

/// <summary>One leg's movement.</summary>
/// <param name="Leg">Left or right.</param>
/// <param name="Onset">UTC.</param>
/// <param name="DurationSeconds">Onset to offset.</param>
/// <param name="PeakG">Largest acceleration change, in g.</param>
/// <param name="Class">Always leg-movement here.</param>
/// <param name="Probability">The classifier's confidence, 0 to 1; null where it gives none.</param>
public sealed record LegMovementEntry(Leg Leg, Instant Onset, double DurationSeconds, double PeakG, MovementClass Class, double? Probability);

/// <summary>A scored movement.</summary>
/// <param name="Leg">Left, right or both.</param>
/// <param name="Onset">UTC.</param>
/// <param name="DurationSeconds">First onset to last offset.</param>
/// <param name="Candidate">Whether it may be in a series.</param>
/// <param name="Periodic">Whether it is in one.</param>
/// <param name="Series">Its series from 1; null outside.</param>
/// <param name="IntervalSeconds">Onset to onset from the previous candidate; null where undefined.</param>
/// <param name="DuringRest">Whether its onset lies in rest; null if unknown.</param>
public sealed record MovementEntry(
    Leg Leg, Instant Onset, double DurationSeconds, bool Candidate, bool Periodic, int? Series, double? IntervalSeconds, bool? DuringRest);

/// <summary>A movement that is no leg movement.</summary>
/// <param name="Leg">Left or right.</param>
/// <param name="Onset">UTC.</param>
/// <param name="DurationSeconds">Onset to offset.</param>
/// <param name="Class">What it was taken for.</param>
public sealed record OtherEntry(Leg Leg, Instant Onset, double DurationSeconds, MovementClass Class);

/// <summary>A stretch in which one leg could not be judged.</summary>
/// <param name="Leg">Left or right.</param>
/// <param name="From">UTC.</param>
/// <param name="To">UTC.</param>
/// <param name="Reason">Why.</param>
public sealed record GapEntry(Leg Leg, Instant From, Instant To, GapReason Reason);
