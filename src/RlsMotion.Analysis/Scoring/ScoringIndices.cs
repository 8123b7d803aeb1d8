using RlsMotion.Analysis.Nights;

namespace RlsMotion.Analysis.Scoring;

/// <summary>The numbers of a scored night. Null: not known, or without a denominator. Never zero for unknown.</summary>
/// <remarks>"Sleep" is the denominator's time: sleep by a hypnogram, else rest. A movement is in it if its onset is. PLMS and PLMW are periodic
/// movements in sleep and in wake. Immutable; equality by value.</remarks>
public sealed record ScoringIndices
{
    /// <summary>Where the hours come from; null where none are known.</summary>
    public required Denominator? Denominator { get; init; }

    /// <summary>Hours of sleep (or rest); null if unknown.</summary>
    public required double? SleepHours { get; init; }

    /// <summary>Hours awake by the hypnogram; null without one.</summary>
    public required double? WakeHours { get; init; }

    /// <summary>Movements after the legs were joined.</summary>
    public required int LegMovements { get; init; }

    /// <summary>Candidates (CLM).</summary>
    public required int Candidates { get; init; }

    /// <summary>Candidates in sleep; null if unknown.</summary>
    public required int? CandidatesInSleep { get; init; }

    /// <summary>Periodic movements (PLM).</summary>
    public required int Periodic { get; init; }

    /// <summary>Periodic movements in sleep (PLMS); null if unknown.</summary>
    public required int? PeriodicInSleep { get; init; }

    /// <summary>Periodic movements awake (PLMW); null without a hypnogram.</summary>
    public required int? PeriodicInWake { get; init; }

    /// <summary>Candidates sooner after the previous than a series allows.</summary>
    public required int ShortInterval { get; init; }

    /// <summary>Candidates in no series that come after too long an interval or one in range.</summary>
    public required int Isolated { get; init; }

    /// <summary>PLMS per hour of sleep.</summary>
    public required double? PlmsPerHour { get; init; }

    /// <summary>PLMW per hour awake.</summary>
    public required double? PlmwPerHour { get; init; }

    /// <summary>Candidates in sleep per hour of it.</summary>
    public required double? ClmPerHour { get; init; }

    /// <summary>PLMS per hour of sleep after respiratory candidates were taken out; null where respiratory events are not known.</summary>
    public required double? PlmsNrPerHour { get; init; }

    /// <summary>PLMS with an arousal per hour of sleep; null where arousals are not known.</summary>
    public required double? PlmsArousalPerHour { get; init; }

    /// <summary>Short-interval candidates in sleep per hour of it.</summary>
    public required double? ShortIntervalPerHour { get; init; }

    /// <summary>Isolated candidates in sleep per hour of it.</summary>
    public required double? IsolatedPerHour { get; init; }

    /// <summary>PLM over CLM of the whole recording (WASM form), 0 to 1; null without candidates.</summary>
    public required double? PeriodicityIndex { get; init; }

    /// <summary>PLMS over CLM in sleep (WASM form), 0 to 1; null without candidates in sleep.</summary>
    public required double? PeriodicityIndexInSleep { get; init; }

    /// <summary>Share of intervals above 10 and to 90 s that stand in runs of at least three (Ferri 2006), 0 to 1; null without intervals.</summary>
    public required double? PeriodicityIndexFerri { get; init; }

    /// <summary>Defined intervals below 10 s.</summary>
    public required int IntervalsBelow10 { get; init; }

    /// <summary>Defined intervals of 10 to 90 s, both inclusive.</summary>
    public required int Intervals10To90 { get; init; }

    /// <summary>Defined intervals above 90 s.</summary>
    public required int IntervalsAbove90 { get; init; }

    /// <summary>Over all defined intervals; null without any.</summary>
    public required LogIntervals? AllIntervals { get; init; }

    /// <summary>Over the intervals of 10 to 90 s; null without any.</summary>
    public required LogIntervals? IntervalsInRange { get; init; }

    /// <summary>Median interval inside series, in seconds; null without series.</summary>
    public required double? MedianSeriesIntervalSeconds { get; init; }

    /// <summary>Mean duration of the periodic movements, in seconds; null without any.</summary>
    public required double? MeanDurationPeriodicSeconds { get; init; }

    /// <summary>Mean duration of the candidates, in seconds; null without any.</summary>
    public required double? MeanDurationCandidatesSeconds { get; init; }

    /// <summary>Mean duration of the periodic movements in sleep, in seconds; null without any.</summary>
    public required double? MeanDurationPeriodicInSleepSeconds { get; init; }

    /// <summary>Mean duration of the periodic movements awake, in seconds; null without any.</summary>
    public required double? MeanDurationPeriodicInWakeSeconds { get; init; }
}
