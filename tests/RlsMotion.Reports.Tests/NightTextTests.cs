using System.Globalization;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Reports.Text;

namespace RlsMotion.Reports.Tests;

public sealed class NightTextTests
{
    [Fact]
    public void The_csv_is_an_event_list_with_the_score_of_each_line()
    {
        NightRecord night = SampleNight.Make();
        using var writer = new StringWriter();
        NightCsv.Write(writer, night);
        string[] lines = writer.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("type,onset,duration,", lines[0], StringComparison.Ordinal);
        Assert.Equal(night.LegMovements.Count - 1, lines.Length - 1); // all but the posture shift
        string[][] cells = [.. lines.Skip(1).Select(line => line.Split(','))];
        Assert.All(cells, line => Assert.Equal(12, line.Length));
        Assert.All(cells, line => Assert.Contains(line[0], new[] { "L", "R" }));
        Assert.Equal(night.Summary.Periodic, cells.Where(line => line[8] == "true").Select(line => line[6]).Distinct().Count());
        Assert.Equal(night.Movements.Count(movement => movement.Interval is not null), cells.Count(line => line[10].Length > 0));
        double onset = double.Parse(cells[0][1], CultureInfo.InvariantCulture);
        Assert.Equal((night.LegMovements[0].Onset - SampleNight.Start).TotalSeconds, onset, 3);
    }

    [Fact]
    public void The_headline_names_the_denominator_and_how_much_is_usable()
    {
        NightRecord night = SampleNight.Make();
        Assert.Equal("20 periodic leg movements per hour of recorded rest. 8 h 32 min usable of 8 h 44 min. Data quality B.",
            NightWords.Headline(night with { Summary = night.Summary with { PlmPerHour = 20.4 } }));
        Assert.Contains("no index", NightWords.Headline(night with { Summary = night.Summary with { PlmPerHour = null } }), StringComparison.Ordinal);
        Assert.Equal("Nothing was recorded.", NightWords.Headline(SampleNight.Empty()));
    }

    [Fact]
    public void The_headline_says_where_rest_comes_from_and_why_there_is_no_index()
    {
        NightRecord night = SampleNight.Make();
        string Of(NightSummary summary) => NightWords.Headline(night with { Summary = summary });
        Assert.StartsWith("20 periodic leg movements per hour of rest, estimated from the same sensors. ",
            Of(night.Summary with { PlmPerHour = 20.4, Denominator = Denominator.SameSensor }), StringComparison.Ordinal);
        Assert.Contains("because no rest was found", Of(night.Summary with { PlmPerHour = null, RestHours = 0 }), StringComparison.Ordinal);
        Assert.Contains("because rest could not be told", Of(night.Summary with { PlmPerHour = null, RestHours = null }), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(7.0333, "7 h 02 min")]
    [InlineData(176 / 3600.0, "2 min 56 s")]
    [InlineData(34 / 3600.0, "34 s")]
    [InlineData(0, "0 h 00 min")]
    public void Hours_are_said_as_people_say_them(double hours, string words) => Assert.Equal(words, NightWords.Hours(hours));

    [Fact]
    public void What_is_not_known_says_so_and_is_never_zero()
    {
        using var writer = new StringWriter();
        NightTable.Write(writer, SampleNight.Empty());
        Assert.Matches("PLM per hour +unknown", writer.ToString());
        Assert.DoesNotContain("\u001b", writer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Without_a_hypnogram_AASM_is_called_AASM_like()
    {
        Assert.Equal("AASM-like, on rest", NightWords.Of(RuleSet.Aasm3, Denominator.SleepPeriod));
        Assert.Equal("AASM v3", NightWords.Of(RuleSet.Aasm3, Denominator.External));
    }
}
