using NodaTime;

namespace RlsMotion.Analysis.Scoring;

/// <summary>Onset-to-onset intervals counted in bins, twice: of equal width, and of equal ratio.</summary>
/// <remarks>Bins are half-open [from, to), but the last linear one holds 90 s too, as a series does. Every interval is counted once in each form.</remarks>
public sealed record IntervalHistogram
{
    /// <summary>Width of a linear bin, in seconds.</summary>
    public const int LinearBinSeconds = 2;

    /// <summary>Where linear bins end, in seconds: the longest interval of a series.</summary>
    public const int LinearEndSeconds = 90;

    /// <summary>Logarithmic bins in a factor of ten.</summary>
    public const int LogBinsPerDecade = 10;

    // From 1 s to 1000 s: shorter than a movement can follow one, longer than any rhythm.
    private const int Decades = 3;

    /// <summary>Edges of the logarithmic bins in milliseconds, ascending, from 1 s to 1000 s; one more than bins.</summary>
    public static IReadOnlyList<long> LogEdgesMilliseconds { get; } =
        [.. Enumerable.Range(0, (Decades * LogBinsPerDecade) + 1).Select(i => (long)Math.Round(1000 * Math.Pow(10, i / (double)LogBinsPerDecade)))];

    /// <summary>Counts in bins of 2 s from 0 to 90 s; 45 of them.</summary>
    public required IReadOnlyList<int> Linear { get; init; }

    /// <summary>Intervals above 90 s.</summary>
    public required int AboveLinear { get; init; }

    /// <summary>Counts in bins of a tenth of a decade from 1 to 1000 s; 30 of them.</summary>
    public required IReadOnlyList<int> Log { get; init; }

    /// <summary>Intervals below 1 s.</summary>
    public required int BelowLog { get; init; }

    /// <summary>Intervals of 1000 s or more.</summary>
    public required int AboveLog { get; init; }

    /// <summary>Counts intervals.</summary>
    public static IntervalHistogram Of(IEnumerable<Duration> intervals)
    {
        int[] linear = new int[LinearEndSeconds / LinearBinSeconds];
        int[] log = new int[LogEdgesMilliseconds.Count - 1];
        (int aboveLinear, int belowLog, int aboveLog) = (0, 0, 0);
        foreach (Duration duration in intervals)
        {
            long interval = (long)duration.TotalMilliseconds;
            if (interval > LinearEndSeconds * 1000)
            {
                aboveLinear++;
            }
            else
            {
                linear[Math.Min(interval / (LinearBinSeconds * 1000), linear.Length - 1)]++;
            }
            int bin = -1;
            while (bin < log.Length && interval >= LogEdgesMilliseconds[bin + 1])
            {
                bin++;
            }
            if (bin < 0)
            {
                belowLog++;
            }
            else if (bin == log.Length)
            {
                aboveLog++;
            }
            else
            {
                log[bin]++;
            }
        }
        return new IntervalHistogram { Linear = linear, AboveLinear = aboveLinear, Log = log, BelowLog = belowLog, AboveLog = aboveLog };
    }
}
