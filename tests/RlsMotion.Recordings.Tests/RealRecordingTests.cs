using System.Text.Json;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.TestKit;

namespace RlsMotion.Recordings.Tests;

/// <summary>Files that real devices made, against what others decoded from them.</summary>
public sealed class RealRecordingTests
{
    [Theory]
    [InlineData("skdh-ax3.cwa", "AX3", 3)]
    [InlineData("skdh-ax6.cwa", "AX6", 6)]
    public void A_CWA_file_reads_as_its_reference_does(string name, string device, int axes)
    {
        JsonElement expected = JsonDocument.Parse(File.ReadAllText(SharedData.Path("recordings/expected.json"))).RootElement.GetProperty(name);
        using Recording recording = RecordingReader.Open(SharedData.Path("recordings/" + name));
        RecordingSummary summary = recording.Summarize();

        Assert.Equal((RecordingFormat.Cwa, device, axes), (recording.Info.Format, recording.Info.Device, recording.Info.Axes));
        Assert.Null(recording.Info.Zone);
        Assert.Equal(expected.GetProperty("samples").GetInt64(), summary.Samples);
        Assert.Equal(expected.GetProperty("rateHz").GetDouble(), recording.Info.RateHz);
        Assert.Equal(expected.GetProperty("firstTimeLocalSeconds").GetDouble(), Seconds(summary.Start), 0.015);
        Assert.Equal(expected.GetProperty("lastTimeLocalSeconds").GetDouble(), Seconds(summary.End), 0.015);
        Assert.Equal(expected.GetProperty("temperatureMeanC").GetDouble(), summary.TemperatureMeanC!.Value, 0.0006);
        AssertRows(expected.GetProperty("firstG"), summary.FirstG);
        AssertRows(expected.GetProperty("lastG"), summary.LastG);
        for (int axis = 0; axis < 3; axis++)
        {
            Assert.Equal(expected.GetProperty("meanG")[axis].GetDouble(), summary.MeanG[axis], 5e-7);
            Assert.Equal(expected.GetProperty("sdG")[axis].GetDouble(), summary.SdG[axis], 5e-7);
        }
        if (axes == 6)
        {
            double[] rotation = recording.ReadPackets().First().RotationDps[..9].ToArray();
            AssertRows(expected.GetProperty("firstDegPerS"), [rotation[..3], rotation[3..6], rotation[6..]], 1e-4);
        }
        Assert.Empty(summary.Gaps);
        Assert.Equal(0, summary.BadBlocks);
    }

    [Fact]
    public void A_block_lies_where_GGIRread_puts_it()
    {
        // GGIRread's own test: the fifth sample on its 100 Hz grid is 1551174907.255 in Berlin; block 1 begins 4 samples before, with x = 0.765625 g.
        using Recording recording = RecordingReader.Open(SharedData.Path("recordings/ggirread-ax3.cwa"), new() { Zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"] });
        SensorPacket first = recording.ReadPackets().First();
        Assert.Equal(0.765625, first.XyzG.Span[3 * 120]);
        Assert.Equal(1551174906.0, first.FirstTimeMicroseconds / 1e6, 0.015);
        Assert.Equal("right wrist", recording.Info.Notes["site"]);
        Assert.Equal(17400, recording.Summarize().Samples);
    }

    [Fact]
    public void Damaged_blocks_become_gaps_and_the_rest_is_read()
    {
        using Recording whole = RecordingReader.Open(SharedData.Path("recordings/ggirread-ax3.cwa"));
        using Recording damaged = RecordingReader.Open(SharedData.Path("recordings/ggirread-ax3-corrupt-blocks.cwa"));
        RecordingSummary summary = damaged.Summarize();

        Assert.Equal(6, summary.BadBlocks);
        Assert.Equal(139 * 120, summary.Samples);
        Assert.All(summary.Gaps, gap => Assert.Equal(GapReason.Corrupt, gap.Reason));
        Assert.Equal([(0, 120), (13 * 120, 240), (142 * 120, 360)], summary.Gaps.Select(gap => (gap.FirstIndex, gap.Samples)));
        Dictionary<long, double> samples = Samples(whole);
        Assert.All(Samples(damaged), sample => Assert.Equal(samples[sample.Key], sample.Value));
    }

    [Fact]
    public void A_device_of_fifteen_bits_has_no_fractions_and_still_keeps_time()
    {
        using Recording recording = RecordingReader.Open(SharedData.Path("recordings/openmovement-610-steps.cwa"));
        RecordingSummary summary = recording.Summarize();
        Assert.Equal(71_400, summary.Samples);
        Assert.Empty(summary.Gaps);
        Assert.Equal(724.7, summary.Duration.TotalSeconds, 1.0);
        Assert.Equal("Kim", recording.Info.Notes["subject"]);
    }

    [Theory]
    [InlineData("ggir-ax3-unix.csv", 100, 210, 3, 0.328125, 1551178506.0, 64)]
    [InlineData("ggir-ax6-formatted.csv", 100, 210, 6, 0.00732421875, 1577135046.690, 2048)]
    public void Axivitys_text_reads_in_both_its_forms(string name, double rate, int samples, int axes, double firstX, double start, int grid)
    {
        using Recording recording = RecordingReader.Open(SharedData.Path("recordings/" + name));
        RecordingSummary summary = recording.Summarize();
        Assert.Equal((RecordingFormat.Csv, axes, (double)rate, grid), (recording.Info.Format, recording.Info.Axes, recording.Info.RateHz, recording.Info.LsbPerG));
        Assert.Equal(samples, summary.Samples);
        Assert.Equal(firstX, summary.FirstG[0][0]);
        Assert.Equal(start, Seconds(summary.Start), 0.001);
        Assert.Empty(summary.Gaps);
    }

    [Fact]
    public void A_file_without_times_asks_for_its_rate_and_then_reads()
    {
        string path = SharedData.Path("recordings/gaitmap-foot-walking-left.csv");
        RecordingException refused = Assert.Throws<RecordingException>(() => RecordingReader.Open(path));
        Assert.True(refused.Message.Contains("rate", StringComparison.Ordinal), refused.Message);
        using Recording recording = RecordingReader.Open(path, new() { RateHz = 204.8 });
        RecordingSummary summary = recording.Summarize();
        Assert.Equal((7000, 6, false), (summary.Samples, recording.Info.Axes, recording.Info.HasTimes));
        Assert.Null(summary.Start);
        Assert.Equal(10.851279766786702 / 9.80665, summary.FirstG[0][2], 12);
        Assert.Equal(35.2756032536645, recording.ReadPackets().First().RotationDps.Span[0], 9);
    }

    [Theory]
    [InlineData("ggir-actigraph.gt3x", "zip")]
    [InlineData("ggirread-geneactiv.bin", "GENEActiv")]
    public void A_format_that_cannot_be_read_is_named(string name, string word)
    {
        RecordingException refused = Assert.Throws<RecordingException>(() => RecordingReader.Open(SharedData.Path("recordings/" + name)));
        Assert.Contains(word, refused.Message, StringComparison.Ordinal);
        Assert.Contains(name, refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("skdh-ax3.cwa")]
    [InlineData("ggirread-ax3-corrupt-blocks.cwa")]
    [InlineData("openmovement-610-steps.cwa")]
    [InlineData("ggir-ax3-unix.csv")]
    public void Packets_are_what_a_sensor_would_send(string name)
    {
        using Recording recording = RecordingReader.Open(SharedData.Path("recordings/" + name));
        SensorPacket[] packets = [.. recording.ReadPackets()];
        Assert.Equal(Enumerable.Range(0, packets.Length).Select(i => (uint)i), packets.Select(p => p.Sequence));
        Assert.Single(packets.Select(p => p.Boot).Distinct());
        Assert.All(packets, p => Assert.True(p.Flags.HasFlag(PacketFlags.Historical | PacketFlags.UnixTime) && p.Count <= Math.Min(2000, 20 * p.RateHz)));
        Assert.All(packets.Zip(packets.Skip(1)), pair => Assert.True(pair.Second.FirstIndex >= pair.First.EndIndex && pair.Second.FirstTimeMicroseconds > pair.First.FirstTimeMicroseconds));
        Assert.All(packets, p => Assert.All(p.XyzG.ToArray(), g => Assert.Equal(Math.Round(g * p.LsbPerG!.Value), g * p.LsbPerG!.Value)));
        using Recording again = RecordingReader.Open(SharedData.Path("recordings/" + name));
        Assert.Equal(packets.Select(p => (p.Boot, p.FirstIndex, p.FirstTimeMicroseconds)), again.ReadPackets().Select(p => (p.Boot, p.FirstIndex, p.FirstTimeMicroseconds)));
    }

    private static Dictionary<long, double> Samples(Recording recording) =>
        recording.ReadPackets().SelectMany(p => Enumerable.Range(0, p.Count).Select(i => (Index: p.FirstIndex + i, X: p.XyzG.Span[3 * i]))).ToDictionary(s => s.Index, s => s.X);

    private static double Seconds(Instant? instant) => instant!.Value.ToUnixTimeTicks() / 1e7;

    private static void AssertRows(JsonElement expected, IReadOnlyList<IReadOnlyList<double>> rows, double tolerance = 5.1e-7)
    {
        int row = 0;
        foreach (JsonElement line in expected.EnumerateArray())
        {
            for (int axis = 0; axis < 3; axis++)
            {
                Assert.Equal(line[axis].GetDouble(), rows[row][axis], tolerance);
            }
            row++;
        }
    }
}
