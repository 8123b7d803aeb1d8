namespace RlsMotion.Analysis.Scoring;

/// <summary>Mean and spread of the natural logarithm of intervals in seconds.</summary>
/// <param name="Count">How many; 1 or more.</param>
/// <param name="MeanLn">Mean of ln(seconds).</param>
/// <param name="SdLn">Sample standard deviation of ln(seconds), n - 1; null of a single interval.</param>
public sealed record LogIntervals(int Count, double MeanLn, double? SdLn)
{
    /// <summary>The geometric mean, in seconds.</summary>
    public double MeanSeconds => Math.Exp(MeanLn);

    /// <summary>The factor that is one standard deviation; null of a single interval.</summary>
    public double? SdRatio => SdLn is { } sd ? Math.Exp(sd) : null;

    /// <summary>The statistics of intervals in milliseconds; null if there are none.</summary>
    internal static LogIntervals? Of(IReadOnlyCollection<long> milliseconds)
    {
        if (milliseconds.Count == 0)
        {
            return null;
        }
        double mean = milliseconds.Average(interval => Math.Log(interval / 1000.0));
        double squares = milliseconds.Sum(interval => Math.Pow(Math.Log(interval / 1000.0) - mean, 2));
        return new LogIntervals(milliseconds.Count, mean, milliseconds.Count > 1 ? Math.Sqrt(squares / (milliseconds.Count - 1)) : null);
    }
}
