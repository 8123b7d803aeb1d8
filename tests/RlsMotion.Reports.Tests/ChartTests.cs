using System.Xml.Linq;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Reports.Charts;
using RlsMotion.Reports.Pages;

namespace RlsMotion.Reports.Tests;

public sealed class ChartTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(358)]
    [InlineData(1180)]
    public void Every_chart_is_well_formed_and_tells_its_content_in_words(int width)
    {
        foreach (NightRecord night in new[] { SampleNight.Make(), SampleNight.Empty() })
        {
            foreach (string chart in new[]
            {
                NightTimelineSvg.Render(night, width), CountsByHourSvg.Render(night, width),
                IntervalHistogramSvg.Linear(night, width), IntervalHistogramSvg.Logarithmic(night, width),
            })
            {
                XElement root = XDocument.Parse(chart).Root!;
                Assert.Equal("img", root.Attribute("role")!.Value);
                Assert.Equal(root.Attribute("aria-labelledby")!.Value, $"{root.Element(Svg + "title")!.Attribute("id")!.Value} {root.Element(Svg + "desc")!.Attribute("id")!.Value}");
                Assert.All(new[] { "title", "desc" }, name => Assert.NotEmpty(root.Element(Svg + name)!.Value));
                Assert.DoesNotContain("NaN", chart, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public void Each_series_has_a_bracket_and_each_gap_a_hatching()
    {
        NightRecord night = SampleNight.Make();
        XElement root = XDocument.Parse(NightTimelineSvg.Render(night, 1180)).Root!;
        Assert.Equal(night.Summary.Series, root.Descendants(Svg + "path").Count(path => path.Attribute("stroke")?.Value == Palette.Series));
        Assert.Equal(night.Gaps.Count, root.Descendants(Svg + "rect").Count(
            rect => rect.Attribute("fill")?.Value == "url(#night-h)" && rect.Element(Svg + "title") is not null));
    }

    [Fact]
    public void Nothing_is_drawn_outside_the_picture()
    {
        foreach (int width in new[] { 280, 358, 1180 })
        {
            foreach (XElement rect in XDocument.Parse(NightTimelineSvg.Render(SampleNight.Make(), width)).Descendants(Svg + "rect").Where(rect => rect.Attribute("x") is not null))
            {
                double x = (double)rect.Attribute("x")!;
                Assert.InRange(x, 0, width);
                Assert.InRange(x + (double)rect.Attribute("width")!, 0, width + 1.5);
            }
        }
    }

    [Theory]
    [InlineData("Europe/Berlin", 2026, 10, 24, 25, "clock back 1 h")]
    [InlineData("Europe/Berlin", 2026, 3, 28, 23, "clock forward 1 h")]
    [InlineData("Australia/Lord_Howe", 2026, 4, 4, 24, "clock back 30 min")]
    [InlineData("Asia/Kathmandu", 2026, 3, 28, 24, null)]
    public void The_axis_repeats_or_skips_the_hour_that_the_clock_does(string zone, int year, int month, int day, int hours, string? change)
    {
        var key = new NightKey("someone", new LocalDate(year, month, day), DateTimeZoneProviders.Tzdb[zone]);
        var axis = HourAxis.Of(key.Start, key.End, key.Zone);
        Assert.InRange(axis.Hours.Count, hours, hours + 2); // both noons; a half hour given back repeats a full hour
        Assert.All(axis.Hours, hour => Assert.Equal(0, hour.At.InZone(key.Zone).Minute));
        Assert.Equal(change, axis.Changes.Count == 0 ? null : Assert.Single(axis.Changes).Label);
        Assert.Equal(axis.Hours.Select(hour => hour.At).Order(), axis.Hours.Select(hour => hour.At));
    }

    [Fact]
    public void The_page_needs_nothing_but_itself()
    {
        using var writer = new StringWriter();
        NightHtml.Write(writer, SampleNight.Make());
        string page = writer.ToString();
        Assert.StartsWith("<!doctype html>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("src=", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("href=", page, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("This is not a diagnosis.", page, StringComparison.Ordinal);
    }
}
