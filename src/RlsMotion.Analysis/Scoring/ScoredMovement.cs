using NodaTime;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Analysis.Scoring;

/// <summary>A leg movement after the legs were joined, with everything the rules say of it.</summary>
/// <remarks>Immutable; equality by value. Times are whole milliseconds.</remarks>
public sealed record ScoredMovement
{
    /// <summary>Left, right, or both where movements of the two legs count as one.</summary>
    public required Leg Leg { get; init; }

    /// <summary>First onset of the members.</summary>
    public required Instant Onset { get; init; }

    /// <summary>Last offset of the members.</summary>
    public required Instant Offset { get; init; }

    /// <summary>Whether it may be part of a periodic series (CLM).</summary>
    public required bool IsCandidate { get; init; }

    /// <summary>Whether it lies in the window at the end of a respiratory event.</summary>
    public bool IsRespiratory { get; init; }

    /// <summary>Whether it starts or ends within the rules' reach of an arousal.</summary>
    public bool HasArousal { get; init; }

    /// <summary>Whether it is in a periodic series (PLM).</summary>
    public bool IsPeriodic { get; init; }

    /// <summary>Number of its series, from 1; null outside series.</summary>
    public int? Series { get; init; }

    /// <summary>Whether it is still in a series when respiratory movements are taken out.</summary>
    public bool IsPeriodicWithoutRespiratory { get; init; }

    /// <summary>Onset to onset from the previous candidate (IMI); null where the rules define none.</summary>
    public Duration? Interval { get; init; }

    /// <summary>The sleep stage at its onset; null without a hypnogram.</summary>
    public SleepStage? Stage { get; init; }

    /// <summary>Whether its onset lies in rest, as far as that is known.</summary>
    public bool? DuringRest { get; init; }

    /// <summary>From onset to offset.</summary>
    public Duration Duration => Offset - Onset;
}
