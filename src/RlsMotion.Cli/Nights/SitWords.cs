using System.Globalization;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Reports.Text;

namespace RlsMotion.Cli.Nights;

/// <summary>A suggested immobilisation test in words: it has no rest and no bed time, only its own length.</summary>
internal static class SitWords
{
    /// <summary>What was counted.</summary>
    public static string Headline(NightRecord night) => night.Summary.PlmPerHour is { } index
        ? string.Create(CultureInfo.InvariantCulture, $"{index:0.0} periodic leg movements per hour of the test. {NightWords.Hours(night.Summary.ValidHours)} usable of {NightWords.Hours(night.Summary.RecordedHours)}.")
        : NightWords.Headline(night);

    /// <summary>The numbers, with those that WASM 2016 would give beside them.</summary>
    public static IReadOnlyList<(string Name, string Value)> Rows(NightRecord night)
    {
        int others = NightScorer.Score(night.LegMovements, ScoringCriteria.For(RuleSet.Wasm2016), SleepContext.Unknown, night.Gaps).Indices.Periodic;
        return
        [
            .. NightTable.Rows(night).Select(row => row.Name switch
            {
                "Night" => ("Test", row.Value),
                "Time in bed" => ("Counted", $"{NightWords.Hours(night.Summary.RestHours ?? 0)}, the whole test"),
                "Rules" => ("Rules", "suggested immobilisation test: awake, intervals of 4 to 90 s"),
                _ => row,
            }),
            ("By WASM 2016 instead", $"{others} periodic (intervals of 10 to 90 s)"),
            ("To be asked", "posture, stillness and wakefulness: a sensor cannot tell"),
        ];
    }
}
