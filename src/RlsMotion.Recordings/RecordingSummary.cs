using NodaTime;

namespace RlsMotion.Recordings;

/// <summary>What is known of a recording once all of it was read.</summary>
public sealed record RecordingSummary
{
    /// <summary>Samples read.</summary>
    public required long Samples { get; init; }

    /// <summary>Time of the first sample; null in a file without times. Local wall time read as UTC where <see cref="RecordingInfo.Zone"/> is null.</summary>
    public Instant? Start { get; init; }

    /// <summary>Time of the last sample; null in a file without times.</summary>
    public Instant? End { get; init; }

    /// <summary>From the first to the last sample, gaps included.</summary>
    public required Duration Duration { get; init; }

    /// <summary>Stretches without samples, in order.</summary>
    public required IReadOnlyList<RecordingGap> Gaps { get; init; }

    /// <summary>Blocks or rows that were damaged and left out.</summary>
    public required long BadBlocks { get; init; }

    /// <summary>Mean temperature in degrees Celsius; null if not recorded.</summary>
    public double? TemperatureMeanC { get; init; }

    /// <summary>Mean of x, y, z in g.</summary>
    public required IReadOnlyList<double> MeanG { get; init; }

    /// <summary>Standard deviation of x, y, z in g (divided by n).</summary>
    public required IReadOnlyList<double> SdG { get; init; }

    /// <summary>The first samples, at most five, each x, y, z in g.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> FirstG { get; init; }

    /// <summary>The last samples, at most five, each x, y, z in g.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> LastG { get; init; }
}
