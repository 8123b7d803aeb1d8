using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Nights;

namespace RlsMotion.Reports.Text;

/// <summary>The numbers of a night as lines of name and value.</summary>
public static class NightTable
{
    private const string Unknown = "unknown";

    /// <summary>Name and value of each number, in reading order. Unknown values say so.</summary>
    public static IReadOnlyList<(string Name, string Value)> Rows(NightRecord night)
    {
        NightSummary summary = night.Summary;
        (string denominator, string source) = NightWords.Parts(summary.Denominator);
        var rows = new List<(string, string)>
        {
            ("Night", $"{NightWords.Date(night.Key)} ({night.Key.Zone.Id})"),
            ("Recorded", night is { Start: { } start, End: { } end }
                ? $"{Clock(start)} to {Clock(end)}, {NightWords.Hours(summary.RecordedHours)}"
                : "nothing"),
            ("Usable", NightWords.Hours(summary.ValidHours)),
            (denominator, summary.RestHours is { } rest ? $"{NightWords.Hours(rest)}, {source}" : Unknown),
            ("Periodic movements (PLM)", $"{summary.Periodic} in {summary.Series} series"),
            ("PLM per hour", Number(summary.PlmPerHour, 1)),
            ("Candidates (CLM)", $"{summary.Candidates} of {summary.LegMovements} leg movements"),
            ("CLM per hour", Number(summary.ClmPerHour, 1)),
            ("Periodicity (PLM / CLM)", Number(summary.PeriodicityIndex, 2)),
            ("Periodicity (Ferri 2006)", Number(summary.PeriodicityIndexFerri, 2)),
            ("Mean duration", Number(summary.MeanDurationSeconds, 1, " s")),
            ("Median interval", Number(summary.MedianIntervalSeconds, 1, " s")),
            ("Left, right, both", string.Join(", ", new[] { Leg.Left, Leg.Right, Leg.Both }.Select(leg => night.Movements.Count(movement => movement.Leg == leg)))),
            ("PLM by hour", string.Join(' ', summary.ByHour.Select(count => count?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "-"))),
            ("Gaps", night.Gaps.Count == 0 ? "none" : $"{night.Gaps.Count}, {NightWords.Hours(night.Gaps.Sum(gap => gap.Duration.TotalHours))} of one leg"),
            ("Data quality", summary.Grade),
            ("Rules", NightWords.Of(night.Algorithm.Rules, summary.Denominator)),
            ("Made by", $"RlsMotion {night.Algorithm.Version}, {night.Algorithm.Classifier}"),
        };
        return rows;

        string Clock(NodaTime.Instant instant) => (instant + NodaTime.Duration.FromSeconds(30)).InZone(night.Key.Zone).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture);
    }

    /// <summary>Writes the headline and the numbers as plain text in two columns.</summary>
    public static void Write(TextWriter writer, NightRecord night)
    {
        IReadOnlyList<(string Name, string Value)> rows = Rows(night);
        int width = rows.Max(row => row.Name.Length) + 2;
        writer.Write(NightWords.Headline(night) + "\n\n");
        foreach ((string name, string value) in rows)
        {
            writer.Write(name.PadRight(width) + value + "\n");
        }
    }

    private static string Number(double? value, int decimals, string unit = "") => value is { } known ? NightWords.Number(known, decimals) + unit : Unknown;
}
