using NodaTime;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Sensors;
using RlsMotion.Ingest.Subscription;
using RlsMotion.Ingest.Tests.Foreign;
using RlsMotion.Ingest.Tests.Sensors;
using RlsMotion.Ingest.Wire;
using RlsMotion.TestKit;
using RlsMotion.TestKit.Brokers;

namespace RlsMotion.Ingest.Tests.Subscription;

/// <summary>An external broker, and it is the real mosquitto.</summary>
public sealed class BrokerSubscriberTests
{
    private static readonly string Device = DeviceSecrets.NewDeviceId();

    [Fact]
    public async Task Mosquitto_pub_and_a_paho_client_reach_the_inbox_through_mosquitto_and_hear_the_durable_acknowledgement()
    {
        await using MosquittoServer mosquitto = await MosquittoServer.StartAsync();
        var inbox = new DurableInbox();
        await using BrokerSubscriber subscriber = Subscriber(mosquitto, inbox);
        await BrokerHarness.UntilAsync(() => subscriber.Connections > 0);

        (int exit, string output) = await Programs.RunAsync("mosquitto_pub", "-h", "127.0.0.1", "-p", $"{mosquitto.Port}", "-q", "1", "-t", Topics.Acceleration(Device),
            "-m", """{"v":1,"boot":9,"seq":1,"t0":1774736400,"hz":50,"xyz":[[0,0,1]]}""");
        Assert.True(exit == 0, output);
        await using PythonProgram sensor = await PythonProgram.StartAsync("paho_sensor.py", "127.0.0.1", $"{mosquitto.Port}", Device, "", "");
        Assert.Equal("connected 0", await sensor.ReadAsync());
        Assert.Equal("subscribed 1", await sensor.AskAsync($"sub {Topics.EveryDown(Device)}"));
        Assert.Equal("published", await sensor.AskAsync($"pub {Topics.Acceleration(Device)} 1 {Convert.ToHexString(FrameEncoder.Encode(SensorClientTests.Packet(7, 0)))}"));
        Assert.Equal("""heard {"boot":7,"idx":99}""", await sensor.AskAsync($"wait {Topics.Acknowledgement(Device)}"));
        Assert.Equal("published", await sensor.AskAsync($"pub {Topics.Acceleration(Device)} 1 00FF00"));
        Assert.Equal("published", await sensor.AskAsync($"pub {Topics.Acceleration(Device)} 1 {Convert.ToHexString(FrameEncoder.Encode(SensorClientTests.Packet(7, 1)))}"));
        await BrokerHarness.UntilAsync(() => inbox.Packets.Count == 3);
        Assert.Equal([(7u, 0u), (7u, 1u), (9u, 1u)], inbox.Packets.Keys.Select(key => (key.Boot, key.Sequence)).Order());
    }

    [Fact]
    public async Task Nothing_is_lost_when_mosquitto_is_killed_in_the_middle_and_started_again()
    {
        await using MosquittoServer mosquitto = await MosquittoServer.StartAsync();
        var inbox = new DurableInbox();
        await using BrokerSubscriber subscriber = Subscriber(mosquitto, inbox);
        await BrokerHarness.UntilAsync(() => subscriber.IsConnected);
        await using SensorClient sensor = Sensor(mosquitto);
        sensor.Start();
        for (int i = 0; i < 60; i++)
        {
            await sensor.SendAsync(SensorClientTests.Packet(7, i));
            if (i == 30)
            {
                await BrokerHarness.UntilAsync(() => inbox.Packets.Count > 10);
                await mosquitto.KillAsync();
                await mosquitto.RestartAsync();
            }
        }
        await sensor.DrainAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(60, inbox.Packets.Count);
        Assert.True(subscriber.Connections >= 2);
    }

    [Fact]
    public async Task While_the_inbox_cannot_keep_a_sensors_messages_they_wait_and_other_sensors_go_on()
    {
        await using MosquittoServer mosquitto = await MosquittoServer.StartAsync();
        bool full = true;
        string other = DeviceSecrets.NewDeviceId();
        var inbox = new DurableInbox { Before = message => full && message.DeviceId == Device && message.Kind == InboundKind.Samples ? throw new IOException("disk full") : Task.CompletedTask };
        await using BrokerSubscriber subscriber = Subscriber(mosquitto, inbox, lanes: 1024);
        await using SensorClient waiting = Sensor(mosquitto);
        await using SensorClient going = Sensor(mosquitto, other);
        waiting.Start();
        going.Start();
        await BrokerHarness.UntilAsync(() => subscriber.IsConnected);
        await waiting.SendAsync(SensorClientTests.Packet(7, 0));
        await going.SendAsync(SensorClientTests.Packet(7, 0));
        await going.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, waiting.Progress.Waiting);
        full = false;
        await waiting.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(2, inbox.Packets.Count);
    }

    [Fact]
    public async Task What_comes_while_the_service_is_away_waits_in_its_session()
    {
        await using MosquittoServer mosquitto = await MosquittoServer.StartAsync();
        var inbox = new DurableInbox();
        BrokerSubscriber first = Subscriber(mosquitto, inbox);
        await BrokerHarness.UntilAsync(() => first.IsConnected);
        await first.DisposeAsync();
        for (uint i = 0; i < 20; i++)
        {
            (int exit, string output) = await Programs.RunAsync("mosquitto_pub", "-h", "127.0.0.1", "-p", $"{mosquitto.Port}", "-q", "1", "-t", Topics.Acceleration(Device),
                "-m", $$"""{"v":1,"boot":9,"seq":{{i}},"t0":{{1774736400 + i}},"hz":50,"xyz":[[0,0,1]]}""");
            Assert.True(exit == 0, output);
        }
        Assert.Empty(inbox.Packets);
        await using BrokerSubscriber second = Subscriber(mosquitto, inbox);
        await BrokerHarness.UntilAsync(() => inbox.Packets.Count == 20);
    }

    private static BrokerSubscriber Subscriber(MosquittoServer mosquitto, IInbox inbox, int lanes = 32)
    {
        var subscriber = new BrokerSubscriber(
            new() { Host = "127.0.0.1", Port = mosquitto.Port, LongestPause = Duration.FromMilliseconds(300), Lanes = lanes }, inbox, SystemClock.Instance);
        subscriber.Start();
        return subscriber;
    }

    private static SensorClient Sensor(MosquittoServer mosquitto, string? device = null) => new(
        new() { DeviceId = device ?? Device, Password = "x", Hosts = ["127.0.0.1"], Port = mosquitto.Port, Tls = false }, new() { Boot = 7 },
        new() { FirstPause = Duration.FromMilliseconds(20), LongestPause = Duration.FromMilliseconds(200), AckPatience = Duration.FromMilliseconds(500) });
}
