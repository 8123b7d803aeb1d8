using System.Diagnostics;
using System.Text.Json;
using System.Xml.Linq;
using RlsMotion.TestKit;

namespace RlsMotion.Cli.Tests;

public sealed class AnalyzeCommandTests : IClassFixture<AnalyzeCommandTests.Night>, IDisposable
{
    private readonly Night _night;
    private readonly TemporaryFolder _folder = new();

    public AnalyzeCommandTests(Night night) => _night = night;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_night_of_both_legs_comes_back_as_agreed_json()
    {
        Rlsmotion run = await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--right", _night.Right, "--tz", "Europe/Berlin", "--format", "json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        using var night = JsonDocument.Parse(run.Output);
        Assert.Equal("rlsmotion.night/1", night.RootElement.GetProperty("schema").GetString());
        Assert.Equal("Europe/Berlin", night.RootElement.GetProperty("night").GetProperty("zone").GetString());
        Assert.InRange(night.RootElement.GetProperty("night").GetProperty("recordedHours").GetDouble(), 0.99, 1.01);
        string?[] legs = [.. night.RootElement.GetProperty("legMovements").EnumerateArray().Select(movement => movement.GetProperty("leg").GetString()).Distinct().Order()];
        Assert.Equal(["left", "right"], legs);
    }

    [Fact]
    public async Task The_same_night_from_cwa_is_found_again()
    {
        using var cwa = new TemporaryFolder();
        Assert.Equal(0, (await Rlsmotion.RunAsync("simulate", "--seed", "5", "--hours", "1", "--profile", "severe", "--format", "cwa", "--out", cwa.Path)).ExitCode);
        int fromCwa = await CountAsync("--left", cwa.File("left.cwa"), "--right", cwa.File("right.cwa"), "--tz", "UTC");
        int fromCsv = await CountAsync("--left", _night.Left, "--right", _night.Right);
        Assert.InRange(fromCwa, fromCsv * 0.97, fromCsv * 1.03);
    }

    [Fact]
    public async Task Csv_is_an_event_list_that_score_reads()
    {
        string list = _folder.File("night.csv");
        Assert.Equal(0, (await Rlsmotion.RunAsync("analyze", _night.Left, "--leg", "left", "--format", "csv", "--output", list)).ExitCode);
        Rlsmotion score = await Rlsmotion.RunAsync("score", list);
        Assert.Equal((0, ""), (score.ExitCode, score.Error));
    }

    [Fact]
    public async Task A_hypnogram_becomes_the_denominator()
    {
        Rlsmotion run = await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--hypnogram", _night.Truth, "--format", "json");
        using var night = JsonDocument.Parse(run.Output);
        Assert.Equal("external", night.RootElement.GetProperty("night").GetProperty("denominator").GetString());
    }

    [Fact]
    public async Task A_sitting_test_is_scored_by_its_own_rules_with_the_others_beside_it()
    {
        Rlsmotion run = await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--protocol", "sit");
        Assert.Contains("By WASM 2016 instead", run.Output, StringComparison.Ordinal);
        (await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--protocol", "sit", "--rules", "aasm3")).AssertRefused(CommandLine.WrongUsage, "its own rules");
    }

    [Fact]
    public async Task Report_and_plot_are_whole_files()
    {
        (string page, string plot) = (_folder.File("night.html"), _folder.File("night.svg"));
        Assert.Equal(0, (await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--report", page, "--plot", plot)).ExitCode);
        Assert.EndsWith("</html>\n", await File.ReadAllTextAsync(page, TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("svg", XDocument.Load(plot).Root!.Name.LocalName);
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public async Task Wrong_usage_is_refused_with_a_hint()
    {
        (await Rlsmotion.RunAsync("analyze")).AssertRefused(CommandLine.WrongUsage, "Name a recording");
        (await Rlsmotion.RunAsync("analyze", _night.Left)).AssertRefused(CommandLine.WrongUsage, "--leg left");
        (await Rlsmotion.RunAsync("analyze", _night.Left, "--leg", "left", "--left", _night.Left)).AssertRefused(CommandLine.WrongUsage, "Two files");
        (await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--tz", "Berlin")).AssertRefused(CommandLine.WrongUsage, "Europe/Berlin");
        (await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--plot", "x.gif")).AssertRefused(CommandLine.WrongUsage, ".svg");
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_refused_in_one_line()
    {
        (await Rlsmotion.RunAsync("analyze", "--left", _folder.File("absent.cwa"))).AssertRefused(CommandLine.UnusableInput, "absent.cwa", "does not exist");
        string empty = _folder.File("empty.cwa");
        await File.WriteAllBytesAsync(empty, [], TestContext.Current.CancellationToken);
        (await Rlsmotion.RunAsync("analyze", "--left", empty)).AssertRefused(CommandLine.UnusableInput, "is empty");
    }

    [Fact]
    public async Task A_file_given_for_both_legs_is_refused()
    {
        string copy = _folder.File("copy.csv");
        File.Copy(_night.Left, copy);
        (await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--right", _night.Left)).AssertRefused(CommandLine.UnusableInput, "the same recording");
        (await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--right", copy)).AssertRefused(CommandLine.UnusableInput, "copy.csv", "the same recording");
    }

    [Fact]
    public async Task Legs_of_different_nights_are_refused()
    {
        Assert.Equal(0, (await Rlsmotion.RunAsync("simulate", "--hours", "0.2", "--start", "2026-03-01T23:00", "--out", _folder.Path)).ExitCode);
        (await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--right", _folder.File("right.csv")))
            .AssertRefused(CommandLine.UnusableInput, "right.csv", "is not of the night", "1 Mar");
    }

    [Fact]
    public async Task Of_several_nights_the_fullest_is_shown_and_any_can_be_named()
    {
        Assert.Equal(0, (await Rlsmotion.RunAsync("simulate", "--hours", "3", "--profile", "one-leg", "--start", "2026-03-01T11:00", "--out", _folder.Path)).ExitCode);
        Rlsmotion fullest = await Rlsmotion.RunAsync("analyze", "--left", _folder.File("left.csv"));
        Assert.Contains("holds 2 nights (2026-02-28, 2026-03-01)", fullest.Error, StringComparison.Ordinal);
        Assert.Contains("Sun 1 Mar to Mon 2 Mar 2026", fullest.Output, StringComparison.Ordinal);
        Rlsmotion first = await Rlsmotion.RunAsync("analyze", "--left", _folder.File("left.csv"), "--night", "2026-02-28");
        Assert.Equal((0, ""), (first.ExitCode, first.Error));
        Assert.Contains("Sat 28 Feb to Sun 1 Mar 2026", first.Output, StringComparison.Ordinal);
        (await Rlsmotion.RunAsync("analyze", "--left", _folder.File("left.csv"), "--night", "2026-03-02")).AssertRefused(CommandLine.WrongUsage, "2026-02-28, 2026-03-01");
    }

    [Theory]
    [InlineData("2026-03-28T23:00", "23:00 to 04:00", "2026-03-28T22:00:00.000Z")] // the clocks go forward at 2:00
    [InlineData("2026-10-24T23:00", "23:00 to 02:00", "2026-10-24T21:00:00.000Z")] // and back at 3:00
    public async Task A_night_over_a_change_of_clocks_keeps_its_length(string start, string clock, string utc)
    {
        string[] simulate = ["simulate", "--hours", "4", "--profile", "silent", "--rate", "12.5", "--tz", "Europe/Berlin", "--start", start, "--format", "cwa", "--out", _folder.Path];
        Assert.Equal(0, (await Rlsmotion.RunAsync(simulate)).ExitCode);
        string[] analyze = ["analyze", "--left", _folder.File("left.cwa"), "--tz", "Europe/Berlin"];
        Rlsmotion run = await Rlsmotion.RunAsync(analyze);
        Assert.Contains($"{clock}, 4 h 00 min", run.Output, StringComparison.Ordinal);
        Assert.Contains(utc, (await Rlsmotion.RunAsync([.. analyze, "--format", "json"])).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_csv_without_times_needs_a_rate_and_a_start()
    {
        string bare = _folder.File("bare.csv");
        await File.WriteAllLinesAsync(bare, File.ReadLines(_night.Left).Select(line => line[(line.IndexOf(',', StringComparison.Ordinal) + 1)..]), TestContext.Current.CancellationToken);
        (await Rlsmotion.RunAsync("analyze", "--left", bare)).AssertRefused(CommandLine.UnusableInput, "--rate");
        (await Rlsmotion.RunAsync("analyze", "--left", bare, "--rate", "50")).AssertRefused(CommandLine.UnusableInput, "--start");
        (await Rlsmotion.RunAsync("analyze", "--left", bare, "--rate", "fifty")).AssertRefused(CommandLine.WrongUsage, "1 to 10000");
        Rlsmotion run = await Rlsmotion.RunAsync("analyze", "--left", bare, "--rate", "50", "--start", "2026-01-15T22:00", "--tz", "Europe/Berlin");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("22:00 to 23:00", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Files_that_belong_together_are_written_together_or_not_at_all()
    {
        (await Rlsmotion.RunAsync("analyze", "--left", _night.Left, "--report", _folder.File("night.html"), "--plot", _folder.File("absent/night.svg"), "--tz", "UTC"))
            .AssertRefused(CommandLine.UnusableInput, "its folder does not exist");
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Fact]
    public async Task Output_that_cannot_be_written_is_one_line_not_a_crash()
    {
        using var error = new StringWriter();
        using var full = new StreamWriter(new FullStream()) { AutoFlush = true };
        Assert.Equal(CommandLine.UnusableInput, await CommandLine.RunAsync(["info", _night.Left], new Terminals.Terminal(full, error, IsInteractive: false), TestContext.Current.CancellationToken));
        Assert.Contains("No space left", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_shows_the_words_that_are_typed()
    {
        Rlsmotion help = await Rlsmotion.RunAsync("analyze", "--help");
        Assert.Contains("[default: wasm2016]", help.Output, StringComparison.Ordinal);
        Assert.Contains("[default: table]", help.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("None", help.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task As_a_process_it_prints_json_alone_and_ends_with_the_agreed_codes()
    {
        (int code, string output, string error) = await Process("analyze", "--left", _night.Left, "--format", "json");
        Assert.Equal((0, ""), (code, error));
        using var night = JsonDocument.Parse(output);
        (code, output, error) = await Process("info", _folder.File("absent.cwa"));
        Assert.Equal((1, "", 1), (code, output, error.Count(character => character == '\n')));
        Assert.Equal(2, (await Process("info")).Code);
    }

    private static async Task<int> CountAsync(params string[] files)
    {
        Rlsmotion run = await Rlsmotion.RunAsync(["analyze", .. files, "--format", "json"]);
        using var night = JsonDocument.Parse(run.Output);
        return night.RootElement.GetProperty("legMovements").GetArrayLength();
    }

    private static async Task<(int Code, string Output, string Error)> Process(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "rlsmotion.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using Process process = System.Diagnostics.Process.Start(start)!;
        Task<string> output = process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        string error = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, error);
    }

    /// <summary>As a full disk, or /dev/full.</summary>
    private sealed class FullStream : MemoryStream
    {
        private bool _isClosing;

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            if (!_isClosing)
            {
                _isClosing = true; // what the writer still holds when it is closed may go
                throw new IOException("No space left on device");
            }
        }
    }

    /// <summary>An hour of both legs, simulated by the command itself.</summary>
    public sealed class Night : IAsyncLifetime
    {
        private readonly TemporaryFolder _folder = new();

        public string Left => _folder.File("left.csv");

        public string Right => _folder.File("right.csv");

        public string Truth => _folder.File("truth.csv");

        public async ValueTask InitializeAsync()
        {
            Rlsmotion run = await Rlsmotion.RunAsync("simulate", "--seed", "5", "--hours", "1", "--profile", "severe", "--out", _folder.Path);
            Assert.Equal((0, ""), (run.ExitCode, run.Error));
            Assert.Equal(4, run.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        }

        public ValueTask DisposeAsync()
        {
            _folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
