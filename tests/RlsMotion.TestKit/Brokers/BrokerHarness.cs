using System.Collections.Concurrent;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Pairing;
using Xunit;

namespace RlsMotion.TestKit.Brokers;

/// <summary>A running embedded broker on a free loopback port, with a registry and an inbox in memory.</summary>
public sealed class BrokerHarness : IAsyncDisposable
{
    private readonly List<IMqttClient> _clients = [];

    private BrokerHarness(EmbeddedBrokerOptions options, PairingOptions? pairing)
    {
        Desk = new(Registry, SystemClock.Instance, pairing);
        Broker = new(options, Registry, Inbox, Desk, SystemClock.Instance);
        Broker.Audited += Audit.Enqueue;
    }

    public FakeRegistry Registry { get; } = new();

    public FakeInbox Inbox { get; } = new();

    public PairingDesk Desk { get; }

    public EmbeddedBroker Broker { get; }

    public ConcurrentQueue<BrokerAuditEntry> Audit { get; } = new();

    public PairingEndpoint Endpoint => new() { Hosts = ["127.0.0.1"], Port = Broker.Port, IsTrustedWithoutPin = true };

    public PairingOrder Order => new() { User = "ann", Subject = "S1", Leg = Leg.Left, Endpoint = Endpoint };

    public static async Task<BrokerHarness> StartAsync(EmbeddedBrokerOptions? options = null, PairingOptions? pairing = null)
    {
        var harness = new BrokerHarness(options ?? new() { Port = 0 }, pairing);
        await harness.Broker.StartAsync();
        return harness;
    }

    public ValueTask<ByHandCredential> ByHandAsync() => Desk.IssueByHandAsync(Order);

    /// <summary>A device as sealed pairing makes it: its client id must be its user name.</summary>
    public (string Id, string Password) SealedDevice()
    {
        var credential = new NewCredential
        {
            DeviceId = DeviceSecrets.NewDeviceId(),
            Password = DeviceSecrets.NewPassword(),
            Order = Order,
            CreatedAt = Instant.MinValue,
            RevokeUnlessUsedBy = Instant.MaxValue,
        };
        Registry.Credentials[credential.DeviceId] = credential;
        return (credential.DeviceId, credential.Password);
    }

    public async Task<(IMqttClient Client, MqttClientConnectResult Result)> ConnectAsync(
        string clientId, string user, string password, Action<MqttClientOptionsBuilder>? more = null, MqttProtocolVersion version = MqttProtocolVersion.V500)
    {
        IMqttClient client = new MqttClientFactory().CreateMqttClient();
        _clients.Add(client);
        MqttClientOptionsBuilder builder = new MqttClientOptionsBuilder()
            .WithTcpServer("127.0.0.1", Broker.Port)
            .WithProtocolVersion(version)
            .WithClientId(clientId)
            .WithCredentials(user, password)
            .WithKeepAlivePeriod(TimeSpan.FromSeconds(30))
            .WithCleanSession();
        more?.Invoke(builder);
        return (client, await client.ConnectAsync(builder.Build()));
    }

    public async Task<IMqttClient> LoggedInAsync((string Id, string Password) device, Action<MqttClientOptionsBuilder>? more = null)
    {
        (IMqttClient client, MqttClientConnectResult result) = await ConnectAsync(device.Id, device.Id, device.Password, more);
        Assert.Equal(MqttClientConnectResultCode.Success, result.ResultCode);
        return client;
    }

    public static MqttApplicationMessage Message(string topic, string payload = "{}", bool retain = false, MqttQualityOfServiceLevel quality = MqttQualityOfServiceLevel.AtLeastOnce) =>
        new MqttApplicationMessageBuilder().WithTopic(topic).WithPayload(payload).WithRetainFlag(retain).WithQualityOfServiceLevel(quality).Build();

    /// <summary>Waits until a condition holds; fails after 20 seconds.</summary>
    public static async Task UntilAsync(Func<bool> condition)
    {
        using var timeout = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(10, timeout.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (IMqttClient client in _clients)
        {
            client.Dispose();
        }
        await Broker.DisposeAsync();
        Desk.Dispose();
    }
}
