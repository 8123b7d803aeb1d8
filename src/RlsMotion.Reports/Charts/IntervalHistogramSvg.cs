using System.Globalization;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Reports.Charts;

/// <summary>How far apart movements follow each other: bars within the range of a series are full, the others pale.</summary>
public static class IntervalHistogramSvg
{
    private const int Height = 220;
    private const int LabelSeconds = 10; // of the linear form

    /// <summary>Bars of 2 s from 0 to 90 s.</summary>
    /// <param name="night">The night.</param>
    /// <param name="width">Width in pixels; at least <see cref="NightTimelineSvg.MinWidth"/>.</param>
    /// <param name="id">Prefix of the ids inside, unique on a page.</param>
    /// <exception cref="ArgumentOutOfRangeException">The picture would be too narrow.</exception>
    public static string Linear(NightRecord night, int width, string id = "intervals")
    {
        IntervalHistogram histogram = HistogramOf(night, width);
        IReadOnlyList<BarChart.Bar> bars = [.. histogram.Linear.Select((count, i) =>
        {
            int from = i * IntervalHistogram.LinearBinSeconds;
            return BarOf(night, from, from + IntervalHistogram.LinearBinSeconds, count, from % LabelSeconds == 0 ? Text(from) : null);
        })];
        return Draw(night, bars, width, id, "", $"{histogram.AboveLinear} intervals above {IntervalHistogram.LinearEndSeconds} s are not drawn.");
    }

    /// <summary>Bars of a tenth of a decade from 1 to 1000 s.</summary>
    /// <param name="night">The night.</param>
    /// <param name="width">Width in pixels; at least <see cref="NightTimelineSvg.MinWidth"/>.</param>
    /// <param name="id">Prefix of the ids inside, unique on a page.</param>
    /// <exception cref="ArgumentOutOfRangeException">The picture would be too narrow.</exception>
    public static string Logarithmic(NightRecord night, int width, string id = "log-intervals")
    {
        IntervalHistogram histogram = HistogramOf(night, width);
        IReadOnlyList<long> edges = IntervalHistogram.LogEdgesMilliseconds;
        IReadOnlyList<BarChart.Bar> bars = [.. histogram.Log.Select((count, i) =>
            BarOf(night, edges[i] / 1000.0, edges[i + 1] / 1000.0, count, i % (IntervalHistogram.LogBinsPerDecade / 2) == 0 ? Text(Math.Round(edges[i] / 1000.0)) : null))];
        return Draw(night, bars, width, id, ", logarithmic", $"{histogram.BelowLog} intervals below 1 s and {histogram.AboveLog} of 1000 s or more are not drawn.");
    }

    private static IntervalHistogram HistogramOf(NightRecord night, int width)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, NightTimelineSvg.MinWidth);
        return IntervalHistogram.Of(night.Movements.Where(movement => movement.Interval is not null).Select(movement => movement.Interval!.Value));
    }

    private static BarChart.Bar BarOf(NightRecord night, double from, double to, int count, string? label)
    {
        var criteria = ScoringCriteria.For(night.Algorithm.Rules);
        bool inRange = to > criteria.MinInterval.TotalSeconds && from < criteria.MaxInterval.TotalSeconds;
        return new BarChart.Bar(label, count, inRange, $"{Text(from)} to {Text(to)} s: {count}");
    }

    private static string Draw(NightRecord night, IReadOnlyList<BarChart.Bar> bars, int width, string id, string form, string rest)
    {
        string most = bars.All(bar => bar.Count is 0 or null) ? "No intervals." : $"Most are {bars.MaxBy(bar => bar.Count).Tip}.";
        string median = night.Summary.MedianIntervalSeconds is { } seconds ? $" The median inside series is {Text(seconds)} s." : "";
        return new BarChart(width, Height, id, $"Intervals between movements{form}", $"{most}{median} {rest}")
            .Draw(bars, "seconds from onset to onset", labelsAtEdges: true, printCounts: false);
    }

    private static string Text(double seconds) => seconds.ToString("0.#", CultureInfo.InvariantCulture);
}
