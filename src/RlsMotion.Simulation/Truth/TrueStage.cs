using NodaTime;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Simulation.Truth;

/// <summary>A stretch [<paramref name="From"/>, <paramref name="To"/>) of the true hypnogram. Stretches of a night follow each other without holes.</summary>
/// <param name="Stage">Wake (out of bed included) or a stage of sleep.</param>
/// <param name="From">Start, whole milliseconds.</param>
/// <param name="To">End, after the start, whole milliseconds.</param>
public sealed record TrueStage(SleepStage Stage, Instant From, Instant To)
{
    /// <summary>How long it lasts.</summary>
    public Duration Duration => To - From;
}
