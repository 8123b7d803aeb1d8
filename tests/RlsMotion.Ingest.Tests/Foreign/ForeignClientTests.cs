using System.Text;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Tests.Sensors;
using RlsMotion.Ingest.Wire;
using RlsMotion.TestKit;
using RlsMotion.TestKit.Brokers;

namespace RlsMotion.Ingest.Tests.Foreign;

/// <summary>The embedded broker and the pairing desk as programs see them that share no code with us.</summary>
public sealed class ForeignClientTests
{
    [Theory]
    [InlineData("311")]
    [InlineData("5")]
    public async Task Mosquitto_pub_delivers_with_its_credential_and_is_refused_without(string version)
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string id, string password) = harness.SealedDevice();
        async Task<(int ExitCode, string Output)> Publish(string clientId, string user, string secret, string topic, params string[] more) =>
            await Programs.RunAsync("mosquitto_pub", ["-h", "127.0.0.1", "-p", $"{harness.Broker.Port}", "-V", version, "-i", clientId, "-u", user, "-P", secret, "-t", topic, "-q", "1", .. more]);
        const string Sample = """{"t0":1774736400,"hz":50,"xyz":[[0,0,1],[0,0,1]]}""";

        (int exit, string output) = await Publish(id, id, password, Topics.Acceleration(id), "-m", Sample);
        Assert.True(exit == 0, output);
        InboundMessage message = await harness.Inbox.NextAsync(InboundKind.Samples);
        Assert.Equal(Sample, Encoding.UTF8.GetString(message.Payload.Span));
        Assert.Equal(PacketError.None, PacketDecoder.Decode(message.Payload.Span, message.ContentType, out _));

        Assert.NotEqual(0, (await Publish(id, id, "wrong", Topics.Acceleration(id), "-m", Sample)).ExitCode);
        Assert.NotEqual(0, (await Publish("someone", id, password, Topics.Acceleration(id), "-m", Sample)).ExitCode);
        await Publish(id, id, password, Topics.Acceleration("bbbbbbbbbbbbbbbb"), "-m", Sample); // its exit code does not tell
        await BrokerHarness.UntilAsync(() => harness.Audit.Any(entry => entry.Kind == BrokerAuditKind.PublishRefused && entry.User == id));
        Assert.Equal(0, harness.Inbox.Waiting);
    }

    [Fact]
    public async Task Mosquitto_sub_is_refused_every_wildcard()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        (string id, string password) = harness.SealedDevice();
        foreach (string filter in new[] { "#", "rls/v1/d/+/down/#", "$share/x/rls/v1/d/+/up/#", "$SYS/#" })
        {
            (int exit, string output) = await Programs.RunAsync(
                "mosquitto_sub", "-h", "127.0.0.1", "-p", $"{harness.Broker.Port}", "-V", "5", "-i", id, "-u", id, "-P", password, "-t", filter, "-W", "5");
            Assert.True(exit != 27 && output.Contains("denied", StringComparison.Ordinal), $"{filter}: {exit} {output}"); // 27: it listened until its time was up
        }
        Assert.Equal(3, harness.Audit.Count(entry => entry.Kind == BrokerAuditKind.SubscribeRefused)); // the server itself refuses $share
    }

    [Fact]
    public async Task A_paho_client_publishes_JSON_and_binary_frames_and_a_will_on_a_foreign_topic_reaches_nobody()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        harness.Inbox.Verdict = (message, token) => ValueTask.FromResult(
            PacketDecoder.Decode(message.Payload.Span, message.ContentType, out _) == PacketError.None ? MessageVerdict.StoredThrough(new DurableAck(7, 99)) : MessageVerdict.Malformed("no packet"));
        (string id, string password) = harness.SealedDevice();
        (string other, _) = harness.SealedDevice();
        await using PythonProgram sensor = await PythonProgram.StartAsync("paho_sensor.py", "127.0.0.1", $"{harness.Broker.Port}", id, id, password, Topics.State(other), """{"v":1,"s":"offline","boot":1}""");
        Assert.Equal("connected 0", await sensor.ReadAsync());
        Assert.Equal("subscribed 135", await sensor.AskAsync("sub #"));
        Assert.Equal("subscribed 1", await sensor.AskAsync($"sub {Topics.EveryDown(id)}"));
        string json = Convert.ToHexString("""{"v":1,"boot":7,"seq":0,"t0":1774736400,"hz":50,"xyz":[[0,0,1]]}"""u8);
        Assert.Equal("published", await sensor.AskAsync($"pub {Topics.Acceleration(id)} 1 {json}"));
        Assert.Equal("""heard {"boot":7,"idx":99}""", await sensor.AskAsync($"wait {Topics.Acknowledgement(id)}"));
        string frame = Convert.ToHexString(FrameEncoder.Encode(SensorClientTests.Packet(7, 0)));
        Assert.Equal("published", await sensor.AskAsync($"pub {Topics.Acceleration(id)} 1 {frame}"));
        Assert.Equal(InboundKind.Samples, (await harness.Inbox.NextAsync()).Kind);
        Assert.Equal(frame, Convert.ToHexString((await harness.Inbox.NextAsync()).Payload.Span));

        await sensor.SayAsync("die");
        await sensor.EndedAsync();
        await BrokerHarness.UntilAsync(() => harness.Audit.Any(entry => entry.Kind == BrokerAuditKind.PublishRefused && entry.Detail.EndsWith(Topics.State(other), StringComparison.Ordinal)));
        Assert.Equal(0, harness.Inbox.Waiting);
        Assert.Empty(await harness.Broker.RetainedTopicsAsync());
    }

    [Fact]
    public async Task An_independent_program_pairs_by_the_QR_text_and_becomes_active()
    {
        await using BrokerHarness harness = await BrokerHarness.StartAsync();
        PairingSnapshot pairing = (await harness.Desk.StartAsync(harness.Order)).Pairing!;
        await using PythonProgram sensor = await PythonProgram.StartAsync("pairing_sensor.py", pairing.Qr);
        string number = await sensor.ReadAsync();
        PairingSnapshot contacted = harness.Desk.Find(pairing.PairId)!;
        Assert.Equal($"number {contacted.Number}", number);
        Assert.Equal("py-1", contacted.Claims!.Serial);
        Assert.Equal(ConfirmResult.Confirmed, await harness.Desk.ConfirmAsync(pairing.PairId, contacted.RequestHash!));
        Assert.Equal($"device {harness.Desk.Find(pairing.PairId)!.DeviceId}", await sensor.ReadAsync());
        Assert.Equal("active", await sensor.ReadAsync());
        Assert.Equal(PairingState.Active, harness.Desk.Find(pairing.PairId)!.State);
    }
}
