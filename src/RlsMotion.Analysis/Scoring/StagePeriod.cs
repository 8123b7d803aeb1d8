using NodaTime;

namespace RlsMotion.Analysis.Scoring;

/// <summary>A stretch of one sleep stage in a hypnogram.</summary>
/// <param name="Time">Half-open, with a start and an end.</param>
/// <param name="Stage">The stage.</param>
public readonly record struct StagePeriod(Interval Time, SleepStage Stage);
