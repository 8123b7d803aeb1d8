using System.Text.Json;
using RlsMotion.TestKit;

namespace RlsMotion.Cli.Tests;

public sealed class ScoreCommandTests : IDisposable
{
    private const double Tolerance = 0.01; // what PLMScoRe prints indices with

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task The_json_of_every_vector_equals_the_expected_file()
    {
        string[] vectors = Directory.GetFiles(SharedData.Path("oracles/wasm2016"), "*.events.csv");
        Assert.Equal(31, vectors.Length);
        foreach (string vector in vectors)
        {
            Rlsmotion run = await Rlsmotion.RunAsync("score", vector, "--format", "json");
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            using var got = JsonDocument.Parse(run.Output);
            using var expected = JsonDocument.Parse(await File.ReadAllTextAsync(
                vector.Replace(".events.csv", ".expected.json", StringComparison.Ordinal), TestContext.Current.CancellationToken));
            Assert.Equal("wasm2016", got.RootElement.GetProperty("rules").GetString());
            JsonElement[] movements = [.. got.RootElement.GetProperty("movements").EnumerateArray()];
            JsonElement[] wanted = [.. expected.RootElement.GetProperty("movements").EnumerateArray()];
            Assert.Equal(wanted.Length, movements.Length);
            foreach ((JsonElement movement, JsonElement want) in movements.Zip(wanted))
            {
                foreach (JsonProperty property in want.EnumerateObject())
                {
                    AssertSame(vector, property, movement.GetProperty(property.Name), 1e-6);
                }
            }
            foreach (JsonProperty property in expected.RootElement.GetProperty("indices").EnumerateObject())
            {
                AssertSame(vector, property, got.RootElement.GetProperty("indices").GetProperty(property.Name), Tolerance);
            }
        }
    }

    [Fact]
    public async Task The_options_reach_the_rules()
    {
        string list = Write("N2,0,900", "L,100,2", "L,120,2", "L,140,2", "L,160,2", "L,165,2", "L,185,2", "L,205,2", "L,225,2");
        Assert.Equal(8, await PeriodicOf(list));
        Assert.Equal(4, await PeriodicOf(list, "--restart-after-short", "false"));
        Assert.Equal(8, await PeriodicOf(list, "--rules", "wasm2006"));

        string respiratory = Write("N2,0,900", "RESP,80,20", "L,100.6,2");
        using JsonDocument wide = await Score(respiratory);
        using JsonDocument narrow = await Score(respiratory, "--respiratory-window", "-0.5,0.5");
        Assert.True(wide.RootElement.GetProperty("movements")[0].GetProperty("respiratory").GetBoolean());
        Assert.False(narrow.RootElement.GetProperty("movements")[0].GetProperty("respiratory").GetBoolean());
    }

    [Fact]
    public async Task Without_a_hypnogram_indices_are_unknown_not_zero()
    {
        using JsonDocument score = await Score(Write("L,100,2", "L,120,2"));
        Assert.Equal(JsonValueKind.Null, score.RootElement.GetProperty("indices").GetProperty("plmsPerHour").ValueKind);
        Assert.Equal(JsonValueKind.Null, score.RootElement.GetProperty("movements")[0].GetProperty("stage").ValueKind);
    }

    [Fact]
    public async Task A_table_is_plain_text_and_csv_is_an_event_list()
    {
        string list = Write("N2,0,900", "L,100,2", "R,100.2,2");
        Rlsmotion table = await Rlsmotion.RunAsync("score", list);
        Assert.StartsWith("0 periodic of 1 leg movements, WASM 2016.", table.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b", table.Output, StringComparison.Ordinal);
        Rlsmotion csv = await Rlsmotion.RunAsync("score", list, "--format", "csv");
        Assert.Equal("B,100,2.2,true,false,false,,false,,N2", csv.Output.Split('\n')[1]);
    }

    [Fact]
    public async Task Output_goes_to_the_file_named_and_leaves_nothing_beside_it()
    {
        string target = _folder.File("score.json");
        Rlsmotion run = await Rlsmotion.RunAsync("score", Write("L,1,2"), "--format", "json", "--output", target);
        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        using var score = JsonDocument.Parse(await File.ReadAllTextAsync(target, TestContext.Current.CancellationToken));
        Assert.Equal(["events.csv", "score.json"], Directory.GetFiles(_folder.Path).Select(Path.GetFileName).Order());
    }

    [Theory]
    [InlineData("L,abc,2", "row 2", "abc", "seconds")]
    [InlineData("L,1,-2", "row 2", "-2", "duration")]
    [InlineData("X,1,2", "row 2", "\"X\"", "RESP")]
    [InlineData("L,1", "row 2", "duration")]
    [InlineData("L,1e30,2", "row 2", "1e30", "seconds")]
    public async Task A_line_that_makes_no_sense_is_named(string line, params string[] words) =>
        (await Rlsmotion.RunAsync("score", Write(line))).AssertRefused(CommandLine.UnusableInput, ["events.csv", .. words]);

    [Fact]
    public async Task Files_that_cannot_be_used_are_refused_in_one_line()
    {
        (await Rlsmotion.RunAsync("score", _folder.File("absent.csv"))).AssertRefused(CommandLine.UnusableInput, "absent.csv", "Check the name");
        string binary = _folder.File("binary.csv");
        await File.WriteAllBytesAsync(binary, [.. Enumerable.Range(0, 5000).Select(i => (byte)(i * 31))], TestContext.Current.CancellationToken);
        (await Rlsmotion.RunAsync("score", binary)).AssertRefused(CommandLine.UnusableInput, "row 1", "type,onset,duration");
        (await Rlsmotion.RunAsync("score", Write("N2,0,60", "W,30,60"))).AssertRefused(CommandLine.UnusableInput, "two sleep stages at once");
        (await Rlsmotion.RunAsync("score", Write("L,1,2"), "--output", _folder.File("no/such/folder.json")))
            .AssertRefused(CommandLine.UnusableInput, "cannot be written");
    }

    [Fact]
    public async Task Wrong_usage_is_refused_with_a_hint()
    {
        (await Rlsmotion.RunAsync("score")).AssertRefused(CommandLine.WrongUsage, "rlsmotion score --help");
        (await Rlsmotion.RunAsync("score", "x.csv", "--rules", "mine")).AssertRefused(CommandLine.WrongUsage, "wasm2016|wasm2006|aasm3");
        (await Rlsmotion.RunAsync("score", Write("L,1,2"), "--respiratory-window", "3")).AssertRefused(CommandLine.WrongUsage, "-2,10.25");
        (await Rlsmotion.RunAsync("score", Write("L,1,2"), "--respiratory-window", "3,1")).AssertRefused(CommandLine.WrongUsage, "3 s", "1 s");
        (await Rlsmotion.RunAsync("dance")).AssertRefused(CommandLine.WrongUsage, "dance");
        (await Rlsmotion.RunAsync()).AssertRefused(CommandLine.WrongUsage, "rlsmotion --help");
    }

    [Fact]
    public async Task Help_is_help_and_no_error()
    {
        Rlsmotion help = await Rlsmotion.RunAsync("score", "--help");
        Assert.Equal((0, ""), (help.ExitCode, help.Error));
        Assert.Contains("--restart-after-short", help.Output, StringComparison.Ordinal);
    }

    private static void AssertSame(string vector, JsonProperty want, JsonElement got, double tolerance)
    {
        bool same = want.Value.ValueKind == JsonValueKind.Number && got.ValueKind == JsonValueKind.Number
            ? Math.Abs(want.Value.GetDouble() - got.GetDouble()) <= tolerance
            : want.Value.GetRawText() == got.GetRawText();
        Assert.True(same, $"{Path.GetFileName(vector)}: {want.Name} is {got.GetRawText()}, not {want.Value.GetRawText()}");
    }

    private static async Task<JsonDocument> Score(string list, params string[] options)
    {
        Rlsmotion run = await Rlsmotion.RunAsync(["score", list, "--format", "json", .. options]);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        return JsonDocument.Parse(run.Output);
    }

    private static async Task<int> PeriodicOf(string list, params string[] options)
    {
        using JsonDocument score = await Score(list, options);
        return score.RootElement.GetProperty("movements").EnumerateArray().Count(movement => movement.GetProperty("periodic").GetBoolean());
    }

    private string Write(params string[] lines)
    {
        string path = _folder.File("events.csv");
        File.WriteAllLines(path, ["type,onset,duration", .. lines]);
        return path;
    }
}
