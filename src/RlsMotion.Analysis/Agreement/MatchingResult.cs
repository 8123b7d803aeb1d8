namespace RlsMotion.Analysis.Agreement;

/// <summary>How well detected events agree with reference events. Immutable.</summary>
/// <remarks>A number that has nothing to be computed from is null: precision without detections, recall without references, onset errors without pairs.</remarks>
public sealed record MatchingResult
{
    /// <summary>How many reference events there are.</summary>
    public required int References { get; init; }

    /// <summary>How many detected events there are.</summary>
    public required int Detections { get; init; }

    /// <summary>The pairs, by reference position; each event is in at most one.</summary>
    public required IReadOnlyList<MatchedPair> Pairs { get; init; }

    /// <summary>Onset of the detected minus onset of the reference event of each pair, in seconds.</summary>
    public required IReadOnlyList<double> OnsetErrorsSeconds { get; init; }

    /// <summary>Pairs.</summary>
    public int TruePositives => Pairs.Count;

    /// <summary>Detected events without a reference event.</summary>
    public int FalsePositives => Detections - Pairs.Count;

    /// <summary>Reference events that were missed.</summary>
    public int FalseNegatives => References - Pairs.Count;

    /// <summary>Share of detected events that are right, 0 to 1.</summary>
    public double? Precision => Detections == 0 ? null : (double)TruePositives / Detections;

    /// <summary>Share of reference events that were found, 0 to 1.</summary>
    public double? Recall => References == 0 ? null : (double)TruePositives / References;

    /// <summary>Harmonic mean of precision and recall, 0 to 1; null if there are no events at all.</summary>
    public double? F1 => Detections + References == 0 ? null : 2.0 * TruePositives / (Detections + References);

    /// <summary>Mean onset error, in seconds; positive where detection is late.</summary>
    public double? OnsetBiasSeconds => OnsetErrorsSeconds.Count == 0 ? null : OnsetErrorsSeconds.Average();

    /// <summary>Sample standard deviation (n - 1) of the onset error, in seconds; null with fewer than two pairs.</summary>
    public double? OnsetSdSeconds
    {
        get
        {
            if (OnsetErrorsSeconds.Count < 2)
            {
                return null;
            }
            double mean = OnsetErrorsSeconds.Average();
            return Math.Sqrt(OnsetErrorsSeconds.Sum(error => (error - mean) * (error - mean)) / (OnsetErrorsSeconds.Count - 1));
        }
    }

    /// <summary>The absolute onset error, in seconds, that a share of the pairs does not exceed.</summary>
    /// <param name="share">0 to 1: 0.5 is the median, 0.95 the 95th percentile; linear between neighbours.</param>
    /// <exception cref="ArgumentOutOfRangeException">The share is not 0 to 1.</exception>
    public double? OnsetErrorQuantileSeconds(double share)
    {
        if (!(share is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share is 0 to 1.");
        }
        double[] sorted = [.. OnsetErrorsSeconds.Select(Math.Abs).Order()];
        if (sorted.Length == 0)
        {
            return null;
        }
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + ((place - below) * (sorted[below + 1] - sorted[below])) : sorted[below];
    }
}
