using NodaTime;

namespace RlsMotion.Analysis.Agreement;

/// <summary>Pairs detected events with reference events, one to one: as many pairs as can be, and of these pairings the closest.</summary>
/// <remarks>Optimal, not greedy: the result depends on no order. Times are compared in whole milliseconds.
/// Checked against oracles/agreement/matching.json.</remarks>
public static class EventMatching
{
    // Closeness by overlap is compared in steps of a millionth, far below what a millisecond changes.
    private const double OverlapSteps = 1e6;

    /// <summary>Pairs events whose intersection over union (IoU) reaches a threshold; of equal counts the pairing of largest total IoU.</summary>
    /// <param name="reference">Half-open events with a start and a later end, in any order.</param>
    /// <param name="detected">The same.</param>
    /// <param name="threshold">Least IoU, inclusive; above 0, at most 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is outside its range.</exception>
    public static MatchingResult ByOverlap(IReadOnlyList<Interval> reference, IReadOnlyList<Interval> detected, double threshold)
    {
        if (!(threshold is > 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "An IoU threshold is above 0 and at most 1.");
        }
        return Match(reference, detected, Duration.Zero, (a, b) =>
        {
            long shared = Math.Min(a.End, b.End) - Math.Max(a.Start, b.Start);
            long either = Math.Max(a.End, b.End) - Math.Min(a.Start, b.Start);
            double iou = (double)shared / either;
            return iou >= threshold ? (long)Math.Round((1 - iou) * OverlapSteps) : null;
        });
    }

    /// <summary>Pairs events whose onsets lie within a tolerance, inclusive; of equal counts the pairing of least total onset error.</summary>
    /// <param name="reference">Events, in any order; only their starts count.</param>
    /// <param name="detected">The same.</param>
    /// <param name="tolerance">Zero or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The tolerance is negative.</exception>
    public static MatchingResult ByOnset(IReadOnlyList<Interval> reference, IReadOnlyList<Interval> detected, Duration tolerance)
    {
        if (tolerance < Duration.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(tolerance), tolerance, "A tolerance is zero or more.");
        }
        long reach = (long)tolerance.TotalMilliseconds;
        return Match(reference, detected, tolerance, (a, b) => Math.Abs(a.Start - b.Start) is var error && error <= reach ? error : null);
    }

    private static MatchingResult Match(
        IReadOnlyList<Interval> reference, IReadOnlyList<Interval> detected, Duration reach, Func<Span, Span, long?> cost)
    {
        Span[] rows = [.. reference.Select(Span.Of)];
        Span[] columns = [.. detected.Select(Span.Of)];
        long margin = (long)reach.TotalMilliseconds;
        int[] order = [.. Enumerable.Range(0, columns.Length).OrderBy(i => columns[i].Start)];
        long longest = columns.Length == 0 ? 0 : columns.Max(column => column.End - column.Start);
        long[] starts = [.. order.Select(i => columns[i].Start)];

        var edges = new List<(int Column, long Cost)>[rows.Length];
        for (int row = 0; row < rows.Length; row++)
        {
            edges[row] = [];
            int first = Array.BinarySearch(starts, rows[row].Start - longest - margin);
            first = first >= 0 ? first : ~first;
            while (first > 0 && starts[first - 1] >= rows[row].Start - longest - margin)
            {
                first--;
            }
            for (int k = first; k < order.Length && starts[k] <= rows[row].End + margin; k++)
            {
                if (cost(rows[row], columns[order[k]]) is { } price)
                {
                    edges[row].Add((order[k], price));
                }
            }
        }
        int[] columnOf = CheapestMatching.Find(edges, columns.Length);
        MatchedPair[] pairs = [.. Enumerable.Range(0, rows.Length).Where(row => columnOf[row] >= 0).Select(row => new MatchedPair(row, columnOf[row]))];
        return new MatchingResult
        {
            References = rows.Length,
            Detections = columns.Length,
            Pairs = pairs,
            OnsetErrorsSeconds = [.. pairs.Select(pair => (columns[pair.Detected].Start - rows[pair.Reference].Start) / 1000.0)],
        };
    }

    private readonly record struct Span(long Start, long End)
    {
        public static Span Of(Interval interval) => new(interval.Start.ToUnixTimeMilliseconds(), interval.End.ToUnixTimeMilliseconds());
    }
}
