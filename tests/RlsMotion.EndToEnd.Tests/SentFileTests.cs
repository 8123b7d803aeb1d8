using System.Text.Json.Nodes;
using RlsMotion.Analysis.Movements;
using RlsMotion.Cli;
using RlsMotion.Cli.Terminals;
using RlsMotion.TestKit;

namespace RlsMotion.EndToEnd.Tests;

/// <summary>Two doors, one path: what <c>rlsmotion send</c> streams through the service, and what <c>rlsmotion analyze</c> reads from the file.</summary>
public sealed class SentFileTests
{
    private const string Zone = "Europe/Berlin";

    [Fact]
    public async Task A_night_of_files_sent_through_the_service_is_the_night_that_analyze_prints()
    {
        using var folder = new TemporaryFolder();
        string files = folder.File("night");
        await RunAsync("simulate", "--seed", "17", "--hours", "8", "--out", files, "--format", "cwa");
        string left = Directory.GetFiles(files, "*left*.cwa").Single();
        string right = Directory.GetFiles(files, "*right*.cwa").Single();
        JsonNode analyzed = JsonNode.Parse(await RunAsync("analyze", "--left", left, "--right", right, "--tz", Zone, "--format", "json"))!;
        await using ServiceProcess service = await ServiceProcess.StartAsync(folder.File("data"), Loopback.FreePort(), Loopback.FreePort(), "--Nights:QuietAfterHistory", "00:00:03");
        var sleeper = new Sleeper(service.Client, "anna", Zone);
        await sleeper.AddAsync();

        await Task.WhenAll(sleeper.SendFileAsync(left, Leg.Left), sleeper.SendFileAsync(right, Leg.Right));
        JsonNode streamed = await sleeper.FinishedAsync("2026-01-15");

        Assert.NotEmpty(analyzed["movements"]!.AsArray());
        foreach ((string part, JsonNode? content) in analyzed.AsObject())
        {
            Assert.True(JsonNode.DeepEquals(content, streamed[part]), $"{part} differs.\nanalyze {Short(content)}\nservice {Short(streamed[part])}");
        }
    }

    private static async Task<string> RunAsync(params string[] arguments)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        int code = await CommandLine.RunAsync(arguments, new Terminal(output, error, IsInteractive: false), TestContext.Current.CancellationToken);
        Assert.True(code == 0, $"{string.Join(' ', arguments)}: {error}");
        return output.ToString();
    }

    private static string Short(JsonNode? node) => (node?.ToJsonString() ?? "nothing") is var text && text.Length > 1500 ? text[..1500] : text;
}
