using NodaTime;

namespace RlsMotion.Analysis.Nights;

/// <summary>The numbers of one night. What is not known is null, never zero.</summary>
/// <remarks>Immutable. Counts are of movements after the legs were joined; indices are per hour of the named denominator.</remarks>
public sealed record NightSummary
{
    /// <summary>From the first to the last sample of either leg, in hours.</summary>
    public required double RecordedHours { get; init; }

    /// <summary>Of these, the hours in which at least one leg was worn and received, without gaps.</summary>
    public required double ValidHours { get; init; }

    /// <summary>Hours that the indices are per; null where rest cannot be told.</summary>
    public required double? RestHours { get; init; }

    /// <summary>Where the hours come from; null with <see cref="RestHours"/>.</summary>
    public required Denominator? Denominator { get; init; }

    /// <summary>Leg movements.</summary>
    public required int LegMovements { get; init; }

    /// <summary>Candidates (CLM).</summary>
    public required int Candidates { get; init; }

    /// <summary>Periodic leg movements (PLM).</summary>
    public required int Periodic { get; init; }

    /// <summary>Periodic leg movements whose onset lies in the denominator's time; null with it.</summary>
    public required int? PeriodicDuringRest { get; init; }

    /// <summary>Series.</summary>
    public required int Series { get; init; }

    /// <summary>The ankle PLM index: <see cref="PeriodicDuringRest"/> per hour of <see cref="RestHours"/>; null without such an hour.</summary>
    public required double? PlmPerHour { get; init; }

    /// <summary>Candidates in the denominator's time per hour of it; null without such an hour.</summary>
    public required double? ClmPerHour { get; init; }

    /// <summary>Periodic over candidates (WASM form), 0 to 1; null without candidates.</summary>
    public required double? PeriodicityIndex { get; init; }

    /// <summary>Share of intervals in runs of at least three consecutive ones of 10 to 90 s (Ferri 2006 form); null without intervals.</summary>
    public required double? PeriodicityIndexFerri { get; init; }

    /// <summary>Mean duration of the periodic movements, in seconds; null without any.</summary>
    public required double? MeanDurationSeconds { get; init; }

    /// <summary>Median onset-to-onset interval inside series, in seconds; null without any.</summary>
    public required double? MedianIntervalSeconds { get; init; }

    /// <summary>Periodic movements by clock hour of the night, from the hour that holds the first sample; null for an hour without a valid minute.</summary>
    public required IReadOnlyList<int?> ByHour { get; init; }

    /// <summary>Start of the first hour of <see cref="ByHour"/>; null for an empty night.</summary>
    public required Instant? FirstHour { get; init; }

    /// <summary>Data quality, "A" to "D"; see docs/time-and-gaps.md.</summary>
    public required string Grade { get; init; }
}
