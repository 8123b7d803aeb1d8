using System.Text.Json;
using NodaTime.Text;
using RlsMotion.TestKit;

namespace RlsMotion.Cli.Tests;

public sealed class SimulateAndInfoTests : IDisposable
{
    private const double HalfASample = 0.0025; // at 200 Hz: readers interpolate times between blocks differently

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Equal_seeds_give_equal_files_and_others_do_not()
    {
        async Task<string> Simulate(string seed, string folder)
        {
            Assert.Equal(0, (await Rlsmotion.RunAsync("simulate", "--seed", seed, "--hours", "0.05", "--out", folder)).ExitCode);
            return string.Concat(Directory.GetFiles(folder).Order().Select(File.ReadAllText));
        }
        string first = await Simulate("3", _folder.File("a"));
        Assert.True(first == await Simulate("3", _folder.File("b")));
        Assert.False(first == await Simulate("4", _folder.File("c")));
    }

    [Fact]
    public async Task The_truth_is_an_event_list_that_score_reads()
    {
        Assert.Equal(0, (await Rlsmotion.RunAsync("simulate", "--hours", "2", "--profile", "severe", "--rate", "25", "--out", _folder.Path)).ExitCode);
        Rlsmotion score = await Rlsmotion.RunAsync("score", _folder.File("truth.csv"), "--format", "json");
        Assert.Equal((0, ""), (score.ExitCode, score.Error));
        using var json = JsonDocument.Parse(score.Output);
        Assert.NotEqual(JsonValueKind.Null, json.RootElement.GetProperty("indices").GetProperty("clmPerHour").ValueKind);
    }

    [Fact]
    public async Task One_leg_is_one_recording_and_its_info_says_what_it_holds()
    {
        Assert.Equal(0, (await Rlsmotion.RunAsync("simulate", "--hours", "0.1", "--profile", "one-leg", "--format", "cwa", "--out", _folder.Path)).ExitCode);
        Assert.Equal(["left.cwa", "truth-all.csv", "truth.csv"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
        Rlsmotion run = await Rlsmotion.RunAsync("info", _folder.File("left.cwa"), "--format", "json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var info = JsonDocument.Parse(run.Output);
        Assert.Equal("format device serial samples rateHz axes start end zone durationSeconds gaps badBlocks temperatureMeanC meanG sdG firstG lastG",
            string.Join(' ', info.RootElement.EnumerateObject().Select(property => property.Name)));
        Assert.Equal("cwa", info.RootElement.GetProperty("format").GetString());
        Assert.Equal(50, info.RootElement.GetProperty("rateHz").GetDouble());
        Assert.Equal(JsonValueKind.Null, info.RootElement.GetProperty("zone").ValueKind);
        Assert.False(info.RootElement.GetProperty("start").GetString()!.EndsWith('Z'));
        Assert.Equal(5, info.RootElement.GetProperty("firstG").GetArrayLength());
    }

    [Fact]
    public async Task A_real_recording_agrees_with_its_reference_arrays()
    {
        string path = SharedData.Path("recordings/skdh-ax3.cwa");
        using var reference = JsonDocument.Parse(await File.ReadAllTextAsync(SharedData.Path("recordings/expected.json"), TestContext.Current.CancellationToken));
        JsonElement expected = reference.RootElement.GetProperty("skdh-ax3.cwa");
        Rlsmotion run = await Rlsmotion.RunAsync("info", path, "--format", "json");
        using var info = JsonDocument.Parse(run.Output);
        Assert.Equal(expected.GetProperty("samples").GetInt64(), info.RootElement.GetProperty("samples").GetInt64());
        Assert.Equal(expected.GetProperty("rateHz").GetDouble(), info.RootElement.GetProperty("rateHz").GetDouble());
        foreach ((string key, string wanted) in new[] { ("start", "firstTimeLocalSeconds"), ("end", "lastTimeLocalSeconds") })
        {
            double seconds = LocalDateTimePattern.ExtendedIso.Parse(info.RootElement.GetProperty(key).GetString()!).Value.InUtc().ToInstant().ToUnixTimeMilliseconds() / 1000.0;
            Assert.Equal(expected.GetProperty(wanted).GetDouble(), seconds, HalfASample);
        }
        foreach (string key in new[] { "firstG", "lastG" })
        {
            double[] Numbers(JsonElement rows) => [.. rows.EnumerateArray().SelectMany(row => row.EnumerateArray()).Select(value => value.GetDouble())];
            Assert.Equal(Numbers(expected.GetProperty(key)), Numbers(info.RootElement.GetProperty(key)));
        }
    }

    [Fact]
    public async Task Who_stops_it_finds_nothing_half_written()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();
        using var error = new StringWriter();
        Assert.Equal(CommandLine.UnusableInput, await CommandLine.RunAsync(["simulate", "--out", _folder.Path], new Terminals.Terminal(TextWriter.Null, error, IsInteractive: false), stop.Token));
        Assert.Contains("nothing was written", error.ToString(), StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Info_as_csv_is_one_line_of_cells_under_one_of_names()
    {
        Assert.Equal(0, (await Rlsmotion.RunAsync("simulate", "--hours", "0.1", "--profile", "one-leg", "--format", "cwa", "--out", _folder.Path)).ExitCode);
        string[] lines = (await Rlsmotion.RunAsync("info", _folder.File("left.cwa"), "--format", "csv")).Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal("format,device,serial,samples,rateHz,axes,start,end,zone,durationSeconds,gaps,badBlocks,temperatureMeanC", lines[0]);
        Assert.Equal(lines[0].Split(',').Length, Assert.Single(lines[1..]).Split(',').Length);
    }

    [Fact]
    public async Task Wrong_usage_is_refused_with_a_hint()
    {
        (await Rlsmotion.RunAsync("simulate", "--out", _folder.Path, "--seed", "-1")).AssertRefused(CommandLine.WrongUsage, "--seed -1", "whole");
        (await Rlsmotion.RunAsync("simulate", "--out", _folder.Path, "--hours", "abc")).AssertRefused(CommandLine.WrongUsage, "--hours abc", "0.01 to 24");
        (await Rlsmotion.RunAsync("simulate")).AssertRefused(CommandLine.WrongUsage, "--out");
        (await Rlsmotion.RunAsync("simulate", "--out", _folder.Path, "--hours", "99")).AssertRefused(CommandLine.WrongUsage, "Hours is 0.01 to 24");
        (await Rlsmotion.RunAsync("simulate", "--out", _folder.Path, "--profile", "hero")).AssertRefused(CommandLine.WrongUsage, "one-leg");
        (await Rlsmotion.RunAsync("info")).AssertRefused(CommandLine.WrongUsage, "rlsmotion info --help");
    }
}
