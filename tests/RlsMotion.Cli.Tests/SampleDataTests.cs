using System.Globalization;
using System.Text.Json;
using RlsMotion.TestKit;

namespace RlsMotion.Cli.Tests;

/// <summary>sample-data is what the commands that its README names make of the seeds in its manifest, byte for byte, on any machine.</summary>
/// <remarks>Where the simulator or the analysis is changed on purpose, run this class with RLSMOTION_WRITE_SAMPLE_DATA=1 and look at the difference.</remarks>
public sealed class SampleDataTests : IDisposable
{
    private static readonly string Root = Path.Combine(Repository.Root, "sample-data");

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly TemporaryFolder _folder = new();

    public static TheoryData<string> Nights => [.. Manifest().Nights.Select(night => night.Name)];

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Nights))]
    public async Task A_sample_night_is_what_the_command_makes_of_its_seed(string name)
    {
        ManifestNight entry = Manifest().Nights.Single(night => night.Name == name);
        Rlsmotion run = await Rlsmotion.RunAsync("simulate", "--seed", entry.Seed.ToString(CultureInfo.InvariantCulture),
            "--hours", entry.Hours.ToString(CultureInfo.InvariantCulture), "--profile", entry.Profile, "--format", "cwa", "--out", _folder.Path);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        foreach (string file in new[] { entry.Left, entry.Right, entry.Truth, entry.TruthAll })
        {
            await AssertKeptAsync(file, await File.ReadAllBytesAsync(_folder.File(Path.GetFileName(file)), TestContext.Current.CancellationToken));
        }
    }

    [Theory]
    [MemberData(nameof(Nights))]
    public async Task Its_analysis_is_the_expected_one(string name)
    {
        ManifestNight entry = Manifest().Nights.Single(night => night.Name == name);
        Rlsmotion run = await Rlsmotion.RunAsync("analyze", "--left", Path.Combine(Root, entry.Left), "--right", Path.Combine(Root, entry.Right),
            "--tz", "UTC", "--format", "json");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        await AssertKeptAsync(entry.Expected, System.Text.Encoding.UTF8.GetBytes(run.Output));
    }

    [Fact]
    public void Sample_data_stays_small() =>
        Assert.InRange(Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length), 1, 10_000_000);

    private static async Task AssertKeptAsync(string file, byte[] made)
    {
        string path = Path.Combine(Root, file);
        if (Environment.GetEnvironmentVariable("RLSMOTION_WRITE_SAMPLE_DATA") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllBytesAsync(path, made, TestContext.Current.CancellationToken);
        }
        byte[] kept = await File.ReadAllBytesAsync(path, TestContext.Current.CancellationToken);
        Assert.True(made.AsSpan().SequenceEqual(kept),
            $"sample-data/{file} is not what is made today; if that is meant, write it anew (see this class) and look at the difference.");
    }

    private static SampleManifest Manifest() => JsonSerializer.Deserialize<SampleManifest>(File.ReadAllText(Path.Combine(Root, "manifest.json")), Web)!;

    private sealed record SampleManifest(IReadOnlyList<ManifestNight> Nights);

    private sealed record ManifestNight(string Name, string Profile, ulong Seed, double Hours, string Left, string Right, string Truth, string TruthAll, string Expected);
}
