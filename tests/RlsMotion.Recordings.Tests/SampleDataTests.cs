using System.Globalization;
using System.Text;
using System.Text.Json;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Recordings.Cwa;
using RlsMotion.Recordings.Events;
using RlsMotion.Simulation;
using RlsMotion.TestKit;

namespace RlsMotion.Recordings.Tests;

/// <summary>sample-data is what the simulator makes of the seeds in its manifest, byte for byte, on any machine.</summary>
/// <remarks>Where the simulator is changed on purpose, run this class with RLSMOTION_WRITE_SAMPLE_DATA=1 and look at the difference.</remarks>
public sealed class SampleDataTests
{
    private static readonly string Root = Path.Combine(Repository.Root, "sample-data");

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    public static TheoryData<string> Nights => [.. Manifest().Nights.Select(night => night.Name)];

    [Theory]
    [MemberData(nameof(Nights))]
    public void A_sample_night_is_what_its_seed_gives(string name)
    {
        ManifestNight entry = Manifest().Nights.Single(night => night.Name == name);
        SimulatedNight night = NightSimulator.Simulate(new() { Seed = entry.Seed, Hours = entry.Hours, Profile = Enum.Parse<SimulationProfile>(entry.Profile, ignoreCase: true) });
        bool isWriting = Environment.GetEnvironmentVariable("RLSMOTION_WRITE_SAMPLE_DATA") == "1";
        foreach ((string file, byte[] expected) in Files(entry, night))
        {
            string path = Path.Combine(Root, file);
            if (isWriting)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                File.WriteAllBytes(path, expected);
            }
            Assert.True(expected.AsSpan().SequenceEqual(File.ReadAllBytes(path)), $"{file} differs from what seed {entry.Seed} gives.");
        }
    }

    [Fact]
    public void Sample_data_stays_small() =>
        Assert.InRange(Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Sum(path => new FileInfo(path).Length), 1, 10_000_000);

    private static SampleManifest Manifest() => JsonSerializer.Deserialize<SampleManifest>(File.ReadAllText(Path.Combine(Root, "manifest.json")), Web)!;

    private static IEnumerable<(string File, byte[] Bytes)> Files(ManifestNight entry, SimulatedNight night)
    {
        foreach (SimulatedLeg leg in night.Legs)
        {
            using var stream = new MemoryStream();
            CwaWriter.Write(stream, leg.Packets(), new()
            {
                Serial = leg.Leg == Leg.Left ? 1u : 2u,
                Session = (uint)night.Options.Seed,
                RangeG = (int)leg.RangeG,
                Site = leg.Leg == Leg.Left ? "left ankle" : "right ankle",
            });
            yield return (leg.Leg == Leg.Left ? entry.Left : entry.Right, stream.ToArray());
        }
        using var truth = new MemoryStream();
        EventListWriter.Write(truth,
        [
            .. night.Stages.Select(s => new ReferenceEvent(Type(s.Stage), s.From - night.Options.Start, s.Duration)),
            .. night.Truth.Where(t => t.Kind == MovementClass.LegMovement && t.IsVisible).Select(t => new ReferenceEvent(
                t.Leg == Leg.Left ? ReferenceEventType.LeftLeg : ReferenceEventType.RightLeg, t.Onset - night.Options.Start, t.Duration)),
        ]);
        yield return (entry.Truth, truth.ToArray());
        var all = new StringBuilder("leg,onset,duration,class,peak_g,visible,periodic\n");
        foreach (Simulation.Truth.TrueMovement t in night.Truth)
        {
            string kind = JsonNamingPolicy.KebabCaseLower.ConvertName(t.Kind.ToString());
            all.Append(CultureInfo.InvariantCulture, $"{t.Leg.ToString().ToLowerInvariant()},{(t.Onset - night.Options.Start).TotalSeconds:0.###},{t.Duration.TotalSeconds:0.###},{kind},");
            all.Append(CultureInfo.InvariantCulture, $"{t.PeakG:0.####},{(t.IsVisible ? "true" : "false")},{(t.IsPeriodic ? "true" : "false")}\n");
        }
        yield return (entry.TruthAll, Encoding.UTF8.GetBytes(all.ToString()));
    }

    private static ReferenceEventType Type(SleepStage stage) => stage switch
    {
        SleepStage.Wake => ReferenceEventType.Wake,
        SleepStage.N1 => ReferenceEventType.N1,
        SleepStage.N2 => ReferenceEventType.N2,
        SleepStage.N3 => ReferenceEventType.N3,
        _ => ReferenceEventType.Rem,
    };

    private sealed record SampleManifest(IReadOnlyList<ManifestNight> Nights);

    private sealed record ManifestNight(string Name, string Profile, ulong Seed, double Hours, string Left, string Right, string Truth, string TruthAll);
}
