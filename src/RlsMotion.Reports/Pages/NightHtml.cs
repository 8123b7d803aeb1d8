using System.Globalization;
using System.Net;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Reports.Charts;
using RlsMotion.Reports.Text;

namespace RlsMotion.Reports.Pages;

/// <summary>A night as one HTML file that needs nothing else: no script, no network.</summary>
/// <remarks>Each chart is there twice, drawn for a phone and for a desk, and the page's width chooses: text stays readable on both.</remarks>
public static class NightHtml
{
    private const int Narrow = 358;  // a phone of 390 pixels less its margins
    private const int Half = 560;    // two charts side by side
    private const int Wide = 1180;

    private const string Style = """
        :root { color-scheme: light dark; }
        body { font: 16px/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 1180px; padding: 16px; }
        h1 { font-size: 1.4rem; margin: 0 0 .3rem; } h2 { font-size: 1.1rem; margin: 1.6rem 0 .4rem; }
        .lead { font-size: 1.15rem; margin: 0 0 1rem; }
        svg { display: block; max-width: 100%; height: auto; }
        .wide { display: none; } .pair { display: grid; gap: 0 40px; grid-template-columns: 1fr; }
        table { border-collapse: collapse; } th, td { padding: .2rem 1rem .2rem 0; text-align: left; vertical-align: top; }
        tbody tr { border-top: 1px solid #8886; } th { font-weight: 600; }
        .scroll { overflow-x: auto; } summary { cursor: pointer; padding: .4rem 0; }
        @media (min-width: 860px) { .wide { display: block; } .narrow { display: none; } .pair { grid-template-columns: 1fr 1fr; } }
        @media print { body { font-size: 11pt; } details { display: none; } }
        """;

    /// <summary>Writes the page.</summary>
    public static void Write(TextWriter writer, NightRecord night)
    {
        string title = $"Night of {NightWords.Date(night.Key)}";
        writer.Write($"<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{Encode(title)}</title>\n<style>\n{Style}</style></head>\n<body><main>\n");
        writer.Write($"<h1>{Encode(title)}</h1>\n<p class=\"lead\">{Encode(NightWords.Headline(night))}</p>\n");
        writer.Write("<section aria-label=\"Time line\">\n");
        Twice(writer, NightTimelineSvg.Render(night, Wide, "t-wide"), NightTimelineSvg.Render(night, Narrow, "t-narrow"));
        writer.Write("</section>\n<div class=\"pair\">\n<section><h2>Periodic movements by hour</h2>\n");
        Twice(writer, CountsByHourSvg.Render(night, Half, "h-wide"), CountsByHourSvg.Render(night, Narrow, "h-narrow"));
        writer.Write("</section>\n<section><h2>Intervals between movements</h2>\n");
        Twice(writer, IntervalHistogramSvg.Linear(night, Half, "i-wide"), IntervalHistogramSvg.Linear(night, Narrow, "i-narrow"));
        writer.Write("</section>\n</div>\n<div class=\"pair\">\n<section><h2>Numbers</h2>\n<table><tbody>\n");
        foreach ((string name, string value) in NightTable.Rows(night))
        {
            writer.Write($"<tr><th scope=\"row\">{Encode(name)}</th><td>{Encode(value)}</td></tr>\n");
        }
        writer.Write("</tbody></table></section>\n<section><h2>What to keep in mind</h2>\n<ul>\n");
        foreach (string limit in NightWords.Limits(night))
        {
            writer.Write($"<li>{Encode(limit)}</li>\n");
        }
        writer.Write("</ul></section>\n</div>\n");
        WriteMovements(writer, night);
        writer.Write("</main></body></html>\n");
    }

    private static void WriteMovements(TextWriter writer, NightRecord night)
    {
        writer.Write($"<details><summary>All {night.Movements.Count} movements as a table</summary>\n<div class=\"scroll\" tabindex=\"0\"><table><thead><tr><th>Onset</th><th>Leg</th><th>Duration, s</th><th>Interval, s</th><th>Series</th></tr></thead><tbody>\n");
        foreach (ScoredMovement movement in night.Movements)
        {
            writer.Write(string.Create(CultureInfo.InvariantCulture,
                $"<tr><td>{movement.Onset.InZone(night.Key.Zone):HH:mm:ss}</td><td>{movement.Leg.ToString().ToLowerInvariant()}</td><td>{movement.Duration.TotalSeconds:0.0}</td><td>{movement.Interval?.TotalSeconds:0.0}</td><td>{movement.Series}</td></tr>\n"));
        }
        writer.Write("</tbody></table></div></details>\n");
    }

    private static void Twice(TextWriter writer, string wide, string narrow) =>
        writer.Write($"<div class=\"wide\">{wide}</div><div class=\"narrow\">{narrow}</div>\n");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}
