using System.Text.Json;
using RlsMotion.Analysis.Nights;
using RlsMotion.Reports.Json;

namespace RlsMotion.Reports.Tests;

public sealed class NightJsonTests
{
    [Fact]
    public void Reading_what_was_written_gives_the_same_document()
    {
        foreach (NightRecord night in new[] { SampleNight.Make(), SampleNight.Empty() })
        {
            string written = NightJson.ToText(night);
            NightDocument read = NightJson.Read(written);
            using var stream = new MemoryStream();
            NightJson.Write(stream, read);
            Assert.Equal(written, System.Text.Encoding.UTF8.GetString(stream.ToArray()));

            NightDocument made = NightDocument.Of(night);
            Assert.Equal(made.Algorithm, read.Algorithm);
            Assert.Equal(made.Night, read.Night);
            Assert.Equal(made.Summary.ByHour, read.Summary.ByHour);
            Assert.Equal(made.Summary with { ByHour = [] }, read.Summary with { ByHour = [] });
            Assert.Equal(made.LegMovements, read.LegMovements);
            Assert.Equal(made.Movements, read.Movements);
            Assert.Equal(made.Other, read.Other);
            Assert.Equal(made.Gaps, read.Gaps);
        }
    }

    [Fact]
    public void The_keys_are_those_other_programs_read()
    {
        using var night = JsonDocument.Parse(NightJson.ToText(SampleNight.Make()));
        JsonElement root = night.RootElement;
        Assert.Equal("schema algorithm night summary legMovements movements other gaps", Keys(root));
        Assert.Equal("version classifier modelSha256 rules", Keys(root.GetProperty("algorithm")));
        Assert.Equal("start end zone recordedHours validHours restHours denominator site", Keys(root.GetProperty("night")));
        Assert.Equal(
            "legMovements candidates periodic series plmPerHour clmPerHour periodicityIndex periodicityIndexFerri meanDurationSeconds medianIntervalSeconds byHour grade",
            Keys(root.GetProperty("summary")));
        Assert.Equal("leg onset durationSeconds peakG class probability", Keys(root.GetProperty("legMovements")[0]));
        Assert.Equal("leg onset durationSeconds candidate periodic series intervalSeconds duringRest", Keys(root.GetProperty("movements")[0]));
        Assert.Equal("leg onset durationSeconds class", Keys(root.GetProperty("other")[0]));
        Assert.Equal("leg from to reason", Keys(root.GetProperty("gaps")[0]));
    }

    [Fact]
    public void Words_and_times_have_their_agreed_form()
    {
        using var night = JsonDocument.Parse(NightJson.ToText(SampleNight.Make()));
        JsonElement root = night.RootElement;
        Assert.Equal("rlsmotion.night/1", root.GetProperty("schema").GetString());
        Assert.Equal("wasm2016", root.GetProperty("algorithm").GetProperty("rules").GetString());
        Assert.Equal("2026-10-24T20:47:12.000Z", root.GetProperty("night").GetProperty("start").GetString());
        Assert.Equal("sleep-period", root.GetProperty("night").GetProperty("denominator").GetString());
        Assert.Equal("ankle", root.GetProperty("night").GetProperty("site").GetString());
        Assert.Equal("leg-movement", root.GetProperty("legMovements")[0].GetProperty("class").GetString());
        Assert.Equal("posture-shift", root.GetProperty("other")[0].GetProperty("class").GetString());
        Assert.Equal("missing-packets", root.GetProperty("gaps")[0].GetProperty("reason").GetString());
        Assert.Contains(root.GetProperty("movements").EnumerateArray(), movement => movement.GetProperty("leg").GetString() == "both");
        Assert.Equal(JsonValueKind.Null, root.GetProperty("summary").GetProperty("byHour")[6].ValueKind);
        Assert.Equal(JsonValueKind.Null, root.GetProperty("algorithm").GetProperty("modelSha256").ValueKind);
    }

    [Theory]
    [InlineData("null", "not null")]
    [InlineData("{}", "algorithm")]
    [InlineData("[1", "")]
    public void What_is_no_night_is_refused_with_the_reason(string json, string reason) =>
        Assert.Contains(reason, Assert.Throws<JsonException>(() => NightJson.Read(json)).Message, StringComparison.Ordinal);

    [Fact]
    public void Another_version_of_the_format_is_refused() =>
        Assert.Throws<JsonException>(() => NightJson.Read(NightJson.ToText(SampleNight.Make()).Replace("night/1", "night/2", StringComparison.Ordinal)));

    [Fact]
    public void Times_without_zone_are_refused() =>
        Assert.Throws<JsonException>(() => NightJson.Read(NightJson.ToText(SampleNight.Make()).Replace(".000Z", ".000", StringComparison.Ordinal)));

    private static string Keys(JsonElement element) => string.Join(' ', element.EnumerateObject().Select(property => property.Name));
}
