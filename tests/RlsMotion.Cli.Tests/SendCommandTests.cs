using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Recordings;
using RlsMotion.TestKit;
using RlsMotion.TestKit.Brokers;

namespace RlsMotion.Cli.Tests;

/// <summary>The command is a sensor at a running broker.</summary>
public sealed class SendCommandTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_recording_sent_after_pairing_arrives_as_the_very_packets_that_the_file_reader_gives()
    {
        string recording = await RecordingAsync();
        var inbox = new DurableInbox();
        await using BrokerHarness harness = await BrokerAsync(inbox);
        PairingSnapshot pairing = (await harness.Desk.StartAsync(harness.Order, TestContext.Current.CancellationToken)).Pairing!;
        string credentials = _folder.File("sensor.json");

        Rlsmotion sent = await Rlsmotion.RunAsync("send", recording, "--leg", "left", "--qr", pairing.Qr, "--credentials", credentials);
        Assert.Equal((0, ""), (sent.ExitCode, sent.Error));
        Assert.Contains("all of it is durable", sent.Output, StringComparison.Ordinal);
        Assert.Equal(PairingState.Active, harness.Desk.Find(pairing.PairId)!.State);
        AssertArrived(recording, inbox);
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(credentials));
        }

        int before = inbox.Packets.Count;
        Rlsmotion again = await Rlsmotion.RunAsync("send", recording, "--leg", "left", "--credentials", credentials);
        Assert.Equal((0, ""), (again.ExitCode, again.Error));
        Assert.Equal(before, inbox.Packets.Count); // sending twice is sending once
    }

    [Fact]
    public async Task A_typed_code_pairs_too()
    {
        var inbox = new DurableInbox();
        await using BrokerHarness harness = await BrokerAsync(inbox);
        PairingSnapshot pairing = (await harness.Desk.StartAsync(harness.Order, TestContext.Current.CancellationToken)).Pairing!;
        string recording = await RecordingAsync();
        Rlsmotion sent = await Rlsmotion.RunAsync(
            "send", recording, "--leg", "right", "--code", pairing.Code!.ToLowerInvariant(), "--port", $"{harness.Broker.Port}", "--speed", "1000000");
        Assert.Equal((0, ""), (sent.ExitCode, sent.Error));
        AssertArrived(recording, inbox);
    }

    [Fact]
    public async Task What_cannot_be_sent_is_refused_in_one_line()
    {
        string recording = await RecordingAsync();
        string nobody = $"{Loopback.FreePort()}";
        (await Rlsmotion.RunAsync("send", recording, "--leg", "left")).AssertRefused(2, "--qr", "--code", "--credentials");
        (await Rlsmotion.RunAsync("send", recording, "--qr", "x")).AssertRefused(2, "--leg");
        (await Rlsmotion.RunAsync("send", recording, "--leg", "left", "--qr", "hello")).AssertRefused(1, "--qr", "rlsm:1?");
        (await Rlsmotion.RunAsync("send", recording, "--leg", "left", "--code", "AAAA")).AssertRefused(1, "--code", "XXXX-XXXX-XXXX");
        (await Rlsmotion.RunAsync("send", recording, "--leg", "left", "--code", "BCDF-GHJK-LMNP", "--port", nobody)).AssertRefused(1, nobody, "no broker answers");
        (await Rlsmotion.RunAsync("send", recording, "--leg", "left", "--credentials", _folder.File("none.json"))).AssertRefused(1, "none.json", "cannot be read");
        (await Rlsmotion.RunAsync("send", recording, "--leg", "left", "--credentials", recording)).AssertRefused(1, "no credential");
        (await Rlsmotion.RunAsync("send", _folder.File("none.csv"), "--leg", "left", "--qr", "x")).AssertRefused(1, "none.csv", "does not exist");
        await using BrokerHarness harness = await BrokerAsync(new DurableInbox());
        (await Rlsmotion.RunAsync("send", recording, "--leg", "left", "--code", "BCDF-GHJK-LMNP", "--port", $"{harness.Broker.Port}")).AssertRefused(1, "pairing was refused");
    }

    private static void AssertArrived(string path, DurableInbox inbox)
    {
        using Recording recording = RecordingReader.Open(path);
        SensorPacket[] packets = [.. recording.ReadPackets()];
        Assert.Equal(packets.Length, inbox.Packets.Count);
        Assert.All(packets, packet =>
        {
            SensorPacket arrived = inbox.Packets.Single(kept => kept.Key.Boot == packet.Boot && kept.Key.Sequence == packet.Sequence).Value;
            Assert.Equal(packet.XyzG.ToArray(), arrived.XyzG.ToArray());
            Assert.Equal((packet.FirstIndex, packet.FirstTimeMicroseconds, packet.PeriodNanoseconds), (arrived.FirstIndex, arrived.FirstTimeMicroseconds, arrived.PeriodNanoseconds));
        });
    }

    private static async Task<BrokerHarness> BrokerAsync(DurableInbox inbox)
    {
        BrokerHarness harness = await BrokerHarness.StartAsync(new() { Port = 0 }, new() { ConfirmsByItself = true });
        harness.Inbox.Verdict = inbox.ReceiveAsync;
        return harness;
    }

    private async Task<string> RecordingAsync()
    {
        Assert.Equal(0, (await Rlsmotion.RunAsync("simulate", "--hours", "0.1", "--out", _folder.Path)).ExitCode);
        return Directory.GetFiles(_folder.Path, "*left*").Single();
    }
}
