using System.Collections.Concurrent;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Sensors;
using RlsMotion.Ingest.Wire.Messages;
using RlsMotion.TestKit;
using RlsMotion.TestKit.Brokers;

namespace RlsMotion.Ingest.Tests.Sensors;

public sealed class SensorClientTests : IDisposable
{
    private static readonly SensorOptions Quick = new()
    {
        FirstPause = Duration.FromMilliseconds(20),
        LongestPause = Duration.FromMilliseconds(200),
        AckPatience = Duration.FromMilliseconds(500),
        RingFrames = 64,
    };

    private readonly FakeRegistry _registry = new();
    private readonly DurableInbox _inbox = new();
    private readonly PairingDesk _desk;
    private readonly int _port = Loopback.FreePort();

    public SensorClientTests() => _desk = new(_registry, SystemClock.Instance);

    private PairingOrder Order => new()
    {
        User = "ann",
        Subject = "S1",
        Leg = Leg.Left,
        Endpoint = new() { Hosts = ["127.0.0.1"], Port = _port, IsTrustedWithoutPin = true },
    };

    public void Dispose() => _desk.Dispose();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_sensor_pairs_by_QR_or_typed_code_becomes_active_and_its_samples_arrive_bit_for_bit(bool byCode)
    {
        await using EmbeddedBroker broker = await BrokerAsync();
        PairingSnapshot pairing = (await _desk.StartAsync(Order)).Pairing!;
        Assert.True(TypedCode.TryParse(pairing.Code, out TypedCode? code));
        PairingInvitation invitation = byCode ? PairingInvitation.FromCode(code!, "127.0.0.1", _port, tls: false) : PairingInvitation.Parse(pairing.Qr, out _)!;
        int? shown = null;
        Task<SensorCredential> paired = SensorPairing.PairAsync(invitation, new() { Hardware = "test", Serial = "1" }, number => shown = number);
        await BrokerHarness.UntilAsync(() => shown is not null && _desk.Find(pairing.PairId)!.State == PairingState.Contacted);
        Assert.Equal(_desk.Find(pairing.PairId)!.Number, shown);
        Assert.Equal(ConfirmResult.Confirmed, await _desk.ConfirmAsync(pairing.PairId, _desk.Find(pairing.PairId)!.RequestHash!));

        await using SensorClient sensor = new(await paired.WaitAsync(TimeSpan.FromSeconds(20)), new() { Boot = 7, Hardware = "test" }, Quick);
        sensor.Start();
        await BrokerHarness.UntilAsync(() => _desk.Find(pairing.PairId)!.State == PairingState.Active);
        List<SensorPacket> packets = [.. Enumerable.Range(0, 40).Select(i => Packet(7, i))];
        foreach (SensorPacket packet in packets)
        {
            await sensor.SendAsync(packet);
        }
        await sensor.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(40, _inbox.Packets.Count);
        foreach (SensorPacket packet in packets)
        {
            SensorPacket kept = _inbox.Packets.Single(one => one.Key.Sequence == packet.Sequence).Value;
            Assert.Equal(packet.XyzG.ToArray(), kept.XyzG.ToArray());
            Assert.Equal((packet.FirstIndex, packet.FirstTimeMicroseconds, packet.LsbPerG), (kept.FirstIndex, kept.FirstTimeMicroseconds, kept.LsbPerG));
        }
        await BrokerHarness.UntilAsync(() => sensor.ClockOffsetMicroseconds is not null);
        Assert.InRange(sensor.ClockOffsetMicroseconds!.Value, -1_000_000, 1_000_000);
        await sensor.StopAsync();
        await BrokerHarness.UntilAsync(() => _inbox.States.LastOrDefault()?.Status == SensorState.Offline);
    }

    [Fact]
    public async Task Two_sensors_race_for_one_pairing_and_exactly_one_wins()
    {
        await using EmbeddedBroker broker = await BrokerAsync();
        PairingSnapshot pairing = (await _desk.StartAsync(Order)).Pairing!;
        PairingInvitation invitation = PairingInvitation.Parse(pairing.Qr, out _)!;
        using var racing = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        Task<SensorCredential>[] racers = [.. Enumerable.Range(0, 2).Select(i => SensorPairing.PairAsync(invitation, new() { Serial = $"racer {i}" }, null, racing.Token))];
        await BrokerHarness.UntilAsync(() => _desk.Find(pairing.PairId)!.State == PairingState.Contacted);
        await _desk.ConfirmAsync(pairing.PairId, _desk.Find(pairing.PairId)!.RequestHash!);

        Task<SensorCredential> winner = await Task.WhenAny(racers);
        await using SensorClient sensor = new(await winner, new() { Boot = 1 }, Quick);
        sensor.Start();
        await BrokerHarness.UntilAsync(() => _desk.Find(pairing.PairId)!.State == PairingState.Active);
        await Assert.ThrowsAsync<SensorRefusedException>(() => racers.Single(racer => racer != winner));
        Assert.Single(_registry.Active);
        Assert.Single(_registry.Credentials.Keys.Except(_registry.Revoked.Keys));
    }

    [Fact]
    public async Task Nothing_is_lost_when_the_broker_vanishes_in_the_middle_and_comes_back()
    {
        SensorCredential credential = Credential();
        await using SensorClient sensor = new(credential, new() { Boot = 7 }, Quick);
        sensor.Start();
        EmbeddedBroker broker = await BrokerAsync();
        int count = 0;
        for (int i = 0; i < 200; i++)
        {
            await sensor.SendAsync(Packet(7, i), new CancellationTokenSource(TimeSpan.FromSeconds(60)).Token);
            if (++count % 70 == 0)
            {
                await broker.DisposeAsync();
                broker = await BrokerAsync();
            }
        }
        await sensor.DrainAsync().WaitAsync(TimeSpan.FromSeconds(60));
        await broker.DisposeAsync();
        Assert.Equal(Enumerable.Range(0, 200).Select(i => (uint)i), _inbox.Packets.Keys.Select(key => key.Sequence).Order());
        Assert.True(sensor.Progress.Connections >= 3);
    }

    [Fact]
    public async Task A_frame_is_kept_until_it_is_durable_even_if_the_broker_acknowledged_it()
    {
        SensorCredential credential = Credential();
        int failures = 3;
        _inbox.Before = message => message.Kind == InboundKind.Samples && Interlocked.Decrement(ref failures) >= 0 ? throw new IOException("disk full") : Task.CompletedTask;
        await using EmbeddedBroker broker = await BrokerAsync();
        await using SensorClient sensor = new(credential, new() { Boot = 7 }, Quick);
        sensor.Start();
        for (int i = 0; i < 10; i++)
        {
            await sensor.SendAsync(Packet(7, i));
        }
        await sensor.DrainAsync().WaitAsync(TimeSpan.FromSeconds(60));
        Assert.Equal(10, _inbox.Packets.Count);
        Assert.Equal(0, sensor.Progress.Waiting);
    }

    [Fact]
    public async Task Skipped_samples_are_declared_lost_so_that_the_acknowledgement_goes_on()
    {
        await using EmbeddedBroker broker = await BrokerAsync();
        await using SensorClient sensor = new(Credential(), new() { Boot = 7 }, Quick);
        sensor.Start();
        foreach (int i in new[] { 2, 3, 6 })
        {
            await sensor.SendAsync(Packet(7, i));
        }
        await sensor.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal([new LossDeclaration(7, 0, 200), new LossDeclaration(7, 400, 600)], _inbox.Losses.Distinct().OrderBy(loss => loss.FromIndex));
    }

    [Fact]
    public async Task A_live_sensor_with_a_full_ring_gives_up_the_oldest_samples_and_says_which()
    {
        SensorOptions small = new() { FirstPause = Quick.FirstPause, LongestPause = Quick.LongestPause, AckPatience = Quick.AckPatience, RingFrames = 10, DropsOldest = true };
        await using SensorClient sensor = new(Credential(), new() { Boot = 7 }, small);
        for (int i = 0; i < 30; i++)
        {
            await sensor.SendAsync(Packet(7, i));
        }
        Assert.True(sensor.Progress.Waiting <= 10);
        Assert.True(sensor.Progress.Dropped > 0);
        sensor.Start();
        await using EmbeddedBroker broker = await BrokerAsync();
        await sensor.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30));
        long lost = _inbox.Losses.Distinct().Sum(loss => loss.ToIndex - loss.FromIndex);
        Assert.Equal(30 * 100, lost + _inbox.Packets.Values.Sum(packet => packet.Count));
        Assert.Contains(_inbox.Packets.Keys, key => key.Sequence == 29);
    }

    [Fact]
    public async Task A_wrong_credential_ends_in_a_clear_word_and_not_in_an_endless_loop()
    {
        await using EmbeddedBroker broker = await BrokerAsync();
        await using SensorClient sensor = new(Credential() with { Password = "wrong" }, new() { Boot = 7 },
            new() { FirstPause = Quick.FirstPause, LongestPause = Quick.LongestPause, RefusedLogins = 2 });
        sensor.Start();
        await sensor.SendAsync(Packet(7, 0));
        SensorRefusedException refused = await Assert.ThrowsAsync<SensorRefusedException>(() => sensor.DrainAsync().WaitAsync(TimeSpan.FromSeconds(30)));
        Assert.Contains("pair the sensor again", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Commands_reach_the_sensor_and_a_rotated_password_is_kept_once_it_worked()
    {
        SensorCredential credential = Credential();
        EmbeddedBroker broker = await BrokerAsync();
        await using SensorClient sensor = new(credential, new() { Boot = 7 }, Quick);
        var commands = new ConcurrentQueue<DeviceCommandKind>();
        sensor.Commanded += command => commands.Enqueue(command.Kind);
        SensorCredential? changed = null;
        sensor.CredentialChanged += now => changed = now;
        sensor.Start();
        await BrokerHarness.UntilAsync(() => broker.Command(credential.DeviceId, DeviceCommand.Identify().ToPayload()));
        await BrokerHarness.UntilAsync(() => commands.Contains(DeviceCommandKind.Identify));

        string next = DeviceSecrets.NewPassword();
        Assert.True(broker.Command(credential.DeviceId, DeviceCommand.Rotate(next).ToPayload()));
        Assert.True(broker.Command(credential.DeviceId, DeviceCommand.Unpair().ToPayload()));
        await BrokerHarness.UntilAsync(() => commands.Contains(DeviceCommandKind.Unpair)); // in order: the rotation was heard
        _registry.Credentials[credential.DeviceId] = _registry.Credentials[credential.DeviceId] with { Password = next };
        await broker.DisposeAsync();
        broker = await BrokerAsync();
        await BrokerHarness.UntilAsync(() => changed is not null);
        Assert.Equal(next, changed!.Password);
        await broker.DisposeAsync();
    }

    [Fact]
    public void A_credential_reads_back_as_it_was_written_and_does_not_print_its_secret()
    {
        SensorCredential credential = Credential() with { Pins = ["a", "b"], Tls = true };
        SensorCredential read = SensorCredential.Read(credential.ToJson())!;
        Assert.Equal(credential.ToJson(), read.ToJson());
        Assert.DoesNotContain(credential.Password, credential.ToString(), StringComparison.Ordinal);
        Assert.Null(SensorCredential.Read("{}"u8.ToArray()));
        Assert.Null(SensorCredential.Read("no json"u8.ToArray()));
    }

    internal static SensorPacket Packet(uint boot, int i) => new()
    {
        XyzG = Enumerable.Range(0, 300).Select(k => ((i * 300) + k) % 1000 / 1024.0).ToArray(),
        Boot = boot,
        Sequence = (uint)i,
        FirstIndex = i * 100,
        FirstTimeMicroseconds = 1_774_736_400_000_000 + (i * 2_000_000L),
        PeriodNanoseconds = 20_000_000,
        Flags = PacketFlags.UnixTime,
        LsbPerG = 1024,
    };

    private SensorCredential Credential()
    {
        var credential = new NewCredential
        {
            DeviceId = DeviceSecrets.NewDeviceId(),
            Password = DeviceSecrets.NewPassword(),
            Order = Order,
            CreatedAt = Instant.MinValue,
            RevokeUnlessUsedBy = Instant.MaxValue,
        };
        _registry.Credentials[credential.DeviceId] = credential;
        return new() { DeviceId = credential.DeviceId, Password = credential.Password, Hosts = ["127.0.0.1"], Port = _port, Tls = false };
    }

    private async Task<EmbeddedBroker> BrokerAsync()
    {
        var broker = new EmbeddedBroker(new() { Port = _port, MessagesPerSecond = 10_000, BytesPerSecond = 1e9 }, _registry, _inbox, _desk, SystemClock.Instance);
        await broker.StartAsync();
        return broker;
    }
}
