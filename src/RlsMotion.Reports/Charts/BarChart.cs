using System.Globalization;

namespace RlsMotion.Reports.Charts;

/// <summary>Bars over a line of labels: what the counts by hour and the interval histograms have in common.</summary>
internal sealed class BarChart(int width, int height, string id, string title, string description)
{
    private const double Left = 34;
    private const double Top = 22;
    private const double Bottom = 42;

    /// <summary>One bar.</summary>
    /// <param name="Label">Below it; null for none.</param>
    /// <param name="Count">Its height; null where nothing is known.</param>
    /// <param name="Strong">Whether it is one that matters most.</param>
    /// <param name="Tip">Shown on pointing at it.</param>
    internal readonly record struct Bar(string? Label, int? Count, bool Strong, string Tip);

    /// <summary>Draws the bars.</summary>
    /// <param name="bars">From left to right.</param>
    /// <param name="axisTitle">What the labels are.</param>
    /// <param name="labelsAtEdges">Whether a label names the left edge of its bar instead of the bar.</param>
    /// <param name="printCounts">Whether each count stands above its bar.</param>
    public string Draw(IReadOnlyList<Bar> bars, string axisTitle, bool labelsAtEdges, bool printCounts)
    {
        var canvas = new SvgCanvas(width, height, id, title, description);
        canvas.Raw($"""<defs><pattern id="{id}-h" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect width="2" height="6" fill="currentColor" fill-opacity="0.45"/></pattern></defs>""");
        double right = width - 10;
        double floor = height - Bottom;
        double pitch = (right - Left) / Math.Max(1, bars.Count);
        int most = Math.Max(1, bars.Select(bar => bar.Count ?? 0).DefaultIfEmpty().Max());
        int step = GridStep(most);
        for (int line = 0; line <= most; line += step)
        {
            double y = floor - ((floor - Top) * line / most);
            canvas.Line(Left, y, right, y, "stroke=\"currentColor\" stroke-opacity=\"0.15\"");
            canvas.Text(Left - 5, y + 4, line.ToString(CultureInfo.InvariantCulture), "end");
        }
        for (int i = 0; i < bars.Count; i++)
        {
            double x = Left + (pitch * i);
            double gap = Math.Min(4, pitch * 0.15);
            if (bars[i].Count is not { } count)
            {
                canvas.Rectangle(x + (gap / 2), Top, pitch - gap, floor - Top, $"fill=\"url(#{id}-h)\"", bars[i].Tip);
            }
            else if (count > 0)
            {
                double bar = (floor - Top) * count / most;
                canvas.Rectangle(x + (gap / 2), floor - bar, pitch - gap, bar,
                    bars[i].Strong ? $"fill=\"{Palette.Series}\"" : $"fill=\"{Palette.Left}\" fill-opacity=\"0.55\"", bars[i].Tip);
                if (printCounts)
                {
                    canvas.Text(x + (pitch / 2), floor - bar - 4, count.ToString(CultureInfo.InvariantCulture), "middle");
                }
            }
            if (bars[i].Label is { } label)
            {
                canvas.Text(labelsAtEdges ? x : x + (pitch / 2), floor + 16, label, "middle");
            }
        }
        canvas.Line(Left, floor, right, floor, "stroke=\"currentColor\"");
        canvas.Text((Left + right) / 2, height - 8, axisTitle, "middle");
        return canvas.Finish();
    }

    // One, two or five times a power of ten, for at most five lines.
    private static int GridStep(int most)
    {
        int unit = 1;
        while (true)
        {
            foreach (int factor in new[] { 1, 2, 5 })
            {
                if (most <= unit * factor * 5)
                {
                    return unit * factor;
                }
            }
            unit *= 10;
        }
    }
}
