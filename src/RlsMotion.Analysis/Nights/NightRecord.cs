using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Analysis.Nights;

/// <summary>Everything that is known of one night: what is stored, exported and shown. A page needs nothing else.</summary>
/// <remarks>
/// Immutable. Movements are in onset order and, per leg, disjoint. Times are whole milliseconds. A record is made by
/// <c>NightSession</c> from packets, or read back from a store.
/// </remarks>
public sealed record NightRecord
{
    /// <summary>Whose night, and which.</summary>
    public required NightKey Key { get; init; }

    /// <summary>What made this result.</summary>
    public required AlgorithmVersion Algorithm { get; init; }

    /// <summary>Time of the first sample of either leg; null for an empty night.</summary>
    public required Instant? Start { get; init; }

    /// <summary>Time after the last sample of either leg; null for an empty night.</summary>
    public required Instant? End { get; init; }

    /// <summary>Which sensor was on which leg; one or two, more after an exchange.</summary>
    public required IReadOnlyList<SensorUse> Sensors { get; init; }

    /// <summary>All detected movements of each leg, of every class, in onset order (left before right at the same onset).</summary>
    public required IReadOnlyList<LegMovement> LegMovements { get; init; }

    /// <summary>The leg movements after the legs were joined and scored.</summary>
    public required IReadOnlyList<ScoredMovement> Movements { get; init; }

    /// <summary>What could not be judged, in time order.</summary>
    public required IReadOnlyList<NightGap> Gaps { get; init; }

    /// <summary>Half minutes of each leg, in time order (left before right).</summary>
    public required IReadOnlyList<Epoch> Epochs { get; init; }

    /// <summary>The numbers.</summary>
    public required NightSummary Summary { get; init; }

    /// <summary>False while the night is still being recorded.</summary>
    public bool IsFinal { get; init; } = true;
}
