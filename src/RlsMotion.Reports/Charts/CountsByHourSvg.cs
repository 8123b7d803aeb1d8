using System.Globalization;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Reports.Text;

namespace RlsMotion.Reports.Charts;

/// <summary>Periodic movements by hour of the night; an hour that could not be judged is hatched, never zero.</summary>
public static class CountsByHourSvg
{
    private const int Height = 200;
    private const int LabelRoom = 26; // pixels an hour's label needs

    /// <summary>Draws a night's hours.</summary>
    /// <param name="night">The night.</param>
    /// <param name="width">Width in pixels; at least <see cref="NightTimelineSvg.MinWidth"/>.</param>
    /// <param name="id">Prefix of the ids inside, unique on a page.</param>
    /// <exception cref="ArgumentOutOfRangeException">The picture would be too narrow.</exception>
    public static string Render(NightRecord night, int width, string id = "hours")
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, NightTimelineSvg.MinWidth);
        IReadOnlyList<int?> counts = night.Summary.ByHour;
        int step = HourAxis.StepFor((double)width / Math.Max(1, counts.Count), LabelRoom);
        var bars = new List<BarChart.Bar>();
        for (int i = 0; i < counts.Count; i++)
        {
            string clock = night.Summary.FirstHour is { } first
                ? (first + Duration.FromHours(i)).InZone(night.Key.Zone).ToString("HH:mm", CultureInfo.InvariantCulture)
                : $"hour {i + 1}";
            string count = counts[i] is { } known ? $"{known} periodic" : "could not be judged";
            bars.Add(new BarChart.Bar(i % step == 0 ? clock[..2] : null, counts[i], Strong: true, $"From {clock}: {count}"));
        }
        return new BarChart(width, Height, id, $"Periodic leg movements by hour, night {NightWords.Date(night.Key)}",
            bars.Count == 0 ? "Nothing was recorded." : string.Join("; ", bars.Select(bar => bar.Tip)) + ".")
            .Draw(bars, "hour of the night", labelsAtEdges: false, printCounts: true);
    }
}
