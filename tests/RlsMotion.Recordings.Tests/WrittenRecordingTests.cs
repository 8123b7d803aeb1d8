using CsCheck;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Recordings.Csv;
using RlsMotion.Recordings.Cwa;
using RlsMotion.Simulation;
using RlsMotion.TestKit;

namespace RlsMotion.Recordings.Tests;

/// <summary>What we write, we read.</summary>
public sealed class WrittenRecordingTests
{
    [Theory]
    [InlineData(SimulationProfile.Rls)]
    [InlineData(SimulationProfile.Cheap)]
    [InlineData(SimulationProfile.Lossy)]
    public void A_night_written_as_CWA_reads_back_sample_by_sample(SimulationProfile profile)
    {
        using var folder = new TemporaryFolder();
        DateTimeZone zone = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
        SimulatedLeg leg = NightSimulator.Simulate(new() { Seed = 11, Hours = 0.6, Profile = profile }).Left!;
        Write(folder.File("night.cwa"), stream => CwaWriter.Write(stream, leg.Packets(), new() { Serial = 4711, Zone = zone, Site = "left ankle" }));

        using Recording recording = RecordingReader.Open(folder.File("night.cwa"), new() { Zone = zone });
        RecordingSummary summary = recording.Summarize();
        Assert.Equal(("4711", "left ankle"), (recording.Info.Serial, recording.Info.Notes["site"]));
        Assert.Equal(0, summary.BadBlocks);
        Assert.Equal(leg.Packets().Sum(p => (long)p.Count), summary.Samples);
        Assert.Equal(leg.Packets().SelectMany(p => p.XyzG.ToArray()), recording.ReadPackets().SelectMany(p => p.XyzG.ToArray()));
        Assert.Equal(leg.Losses.Count(l => l.To < leg.SampleCount), summary.Gaps.Count);
        Assert.All(summary.Gaps, gap => Assert.Equal(GapReason.MissingPackets, gap.Reason));
        foreach (SensorPacket packet in recording.ReadPackets())
        {
            Instant read = Instant.FromUnixTimeTicks(packet.FirstTimeMicroseconds * 10);
            Assert.True(Nearest(leg, read) < Duration.FromMilliseconds(25), $"{read} is no sample's time");
        }
    }

    [Theory]
    [InlineData(SimulationProfile.Rls)]
    [InlineData(SimulationProfile.Cheap)]
    [InlineData(SimulationProfile.Lossy)]
    public void A_night_written_as_CSV_reads_back_sample_by_sample(SimulationProfile profile)
    {
        using var folder = new TemporaryFolder();
        SimulatedLeg leg = NightSimulator.Simulate(new() { Seed = 12, Hours = 0.6, Profile = profile }).Left!;
        Write(folder.File("night.csv"), stream => CsvRecordingWriter.Write(stream, leg.Packets()));

        using Recording recording = RecordingReader.Open(folder.File("night.csv"));
        RecordingSummary summary = recording.Summarize();
        Assert.Equal(leg.Packets().SelectMany(p => p.XyzG.ToArray()), recording.ReadPackets().SelectMany(p => p.XyzG.ToArray()));
        Assert.Equal(0, summary.BadBlocks);
        Assert.Equal(leg.LsbPerG, recording.ReadPackets().First().LsbPerG);
        Assert.Equal((leg.TimeOf(leg.SampleCount - 1) - leg.TimeOf(0)).TotalSeconds, summary.Duration.TotalSeconds, 0.2);
        Assert.Equal(leg.TrueRateHz, 1e6 / Pace(recording), 0.02 * leg.TrueRateHz);
    }

    [Fact]
    public void Every_block_that_is_written_has_a_valid_checksum_and_equal_nights_give_equal_bytes()
    {
        SimulatedLeg leg = NightSimulator.Simulate(new() { Seed = 13, Hours = 0.05 }).Left!;
        byte[] once = Bytes(stream => CwaWriter.Write(stream, leg.Packets(), new()));
        byte[] twice = Bytes(stream => CwaWriter.Write(stream, leg.Packets(), new()));
        Assert.True(once.AsSpan().SequenceEqual(twice));
        Assert.Equal(0, once.Length % 512);
        for (int at = 1024; at < once.Length; at += 512)
        {
            Assert.True(CwaBlock.HasValidChecksum(once.AsSpan(at, 512)));
        }
    }

    [Fact]
    public void A_packed_gz_file_reads_as_the_plain_one()
    {
        using var folder = new TemporaryFolder();
        SimulatedLeg leg = NightSimulator.Simulate(new() { Seed = 14, Hours = 0.05 }).Left!;
        byte[] plain = Bytes(stream => CwaWriter.Write(stream, leg.Packets(), new()));
        File.WriteAllBytes(folder.File("a.cwa"), plain);
        Write(folder.File("b.gz"), stream =>
        {
            using var packed = new System.IO.Compression.GZipStream(stream, System.IO.Compression.CompressionLevel.Fastest);
            packed.Write(plain);
        });
        using Recording a = RecordingReader.Open(folder.File("a.cwa"));
        using Recording b = RecordingReader.Open(folder.File("b.gz"));
        Assert.Equal(a.ReadPackets().SelectMany(p => p.XyzG.ToArray()), b.ReadPackets().SelectMany(p => p.XyzG.ToArray()));
    }

    [Fact]
    public void What_CWA_cannot_keep_is_refused_with_the_reason()
    {
        SimulatedLeg leg = NightSimulator.Simulate(new() { Hours = 0.02, RateHz = 40 }).Left!;
        Assert.Contains("40 Hz", Assert.Throws<ArgumentException>(() => CwaWriter.Write(Stream.Null, leg.Packets(), new())).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => CwaWriter.Write(Stream.Null, [], new()));
    }

    [Fact]
    public void Damaged_files_raise_nothing_but_a_recording_exception()
    {
        using var folder = new TemporaryFolder();
        SimulatedLeg leg = NightSimulator.Simulate(new() { Seed = 15, Hours = 0.01 }).Left!;
        byte[][] valid =
        [
            Bytes(stream => CwaWriter.Write(stream, leg.Packets(), new())),
            Bytes(stream => CsvRecordingWriter.Write(stream, leg.Packets())),
            "2019-12-23 21:04:06.690;0,5;0,25;0,75\n2019-12-23 21:04:06.700;0,5;0,25;0,75\n2019-12-23 21:04:06.710;0,5;0,25;0,75\n2019-12-23 21:04:06.720;0,5;0,25;0,75\n"u8.ToArray(),
        ];
        Gen.Select(Gen.Int[0, 2], Gen.Select(Gen.Double[0, 1], Gen.Byte).Array[0, 40], Gen.Double[0, 1.2]).Sample(
            (which, changes, cut) =>
            {
                byte[] bytes = [.. valid[which]];
                foreach ((double at, byte value) in changes)
                {
                    bytes[(int)(at * at * (bytes.Length - 1))] = value; // more of them near the beginning, where the format is told
                }
                bytes = cut < 1 ? bytes[..(int)(cut * bytes.Length)] : bytes;
                string path = folder.File($"{Guid.NewGuid():N}.bin");
                File.WriteAllBytes(path, bytes);
                try
                {
                    using Recording recording = RecordingReader.Open(path);
                    recording.Summarize();
                }
                catch (RecordingException e)
                {
                    Assert.Contains(path, e.Message, StringComparison.Ordinal);
                    Assert.DoesNotContain('\n', e.Message);
                }
                File.Delete(path);
            },
            iter: 400);
    }

    [Fact]
    public void Files_that_are_no_recordings_are_refused_in_one_line_with_a_remedy()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllBytes(folder.File("empty.csv"), []);
        File.WriteAllText(folder.File("letter.txt"), "Dear sleeper,\nthis is not a recording.\n");
        File.WriteAllText(folder.File("header.csv"), "t_ms,x,y,z\n");
        File.WriteAllText(folder.File("cut.cwa"), "MD\u0000");
        File.WriteAllBytes(folder.File("zero.bin"), new byte[4096]);
        byte[] half = Bytes(stream => CwaWriter.Write(stream, NightSimulator.Simulate(new() { Hours = 0.01 }).Left!.Packets(), new()))[..700];
        File.WriteAllBytes(folder.File("half.cwa"), half);
        foreach (string name in new[] { "empty.csv", "letter.txt", "header.csv", "cut.cwa", "zero.bin", "half.cwa", "absent.csv", "no/where.csv", "." })
        {
            RecordingException refused = Assert.Throws<RecordingException>(() => RecordingReader.Open(folder.File(name)));
            Assert.StartsWith(folder.File(name), refused.Message, StringComparison.Ordinal);
            Assert.NotEmpty(refused.Remedy);
            Assert.DoesNotContain('\n', refused.Message);
        }
    }

    private static double Pace(Recording recording)
    {
        SensorPacket[] two = [.. recording.ReadPackets().Take(2)];
        return (two[1].FirstTimeMicroseconds - two[0].FirstTimeMicroseconds) / (double)(two[1].FirstIndex - two[0].FirstIndex);
    }

    private static Duration Nearest(SimulatedLeg leg, Instant time)
    {
        double index = (time - leg.TimeOf(0)).TotalSeconds * leg.TrueRateHz;
        Duration from = time - leg.TimeOf((long)Math.Round(index));
        return from < Duration.Zero ? -from : from;
    }

    private static byte[] Bytes(Action<Stream> write)
    {
        using var stream = new MemoryStream();
        write(stream);
        return stream.ToArray();
    }

    private static void Write(string path, Action<Stream> write)
    {
        using FileStream stream = File.Create(path);
        write(stream);
    }
}
