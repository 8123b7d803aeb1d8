using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using MQTTnet.Protocol;
using MQTTnet.Server;
using MQTTnet.Server.Internal.Adapter;
using NodaTime;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.Ingest.Broker;

/// <summary>The broker that the program brings along: sensors log in, pair, and publish; a sample is acknowledged after its durable commit.</summary>
/// <remarks>
/// Plain MQTT on 127.0.0.1, MQTT over TLS where a certificate is given, and whatever further adapter the host hands in (WebSocket
/// connections of Kestrel): all are one server with one set of rules. Sessions end with their connection; what a sensor must not
/// lose it keeps until <c>down/ack</c>. Frames are handed to the inbox and to nobody else.
/// </remarks>
public sealed partial class EmbeddedBroker : IAsyncDisposable
{
    private const int ConnectionBacklog = 512;
    private static readonly TimeSpan SweepInterval = TimeSpan.FromSeconds(1);

    private readonly EmbeddedBrokerOptions _options;
    private readonly PairingDesk _desk;
    private readonly IClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BrokerMetrics _metrics;
    private readonly BrokerSessions _sessions = new();
    private readonly ConnectionDoor _connections;
    private readonly PublishDoor _publishes;
    private readonly MqttServer _server;
    private readonly Queue<string> _clearAgain = new();
    private readonly CancellationTokenSource _stopping = new();
    private Task _sweeping = Task.CompletedTask;

    /// <summary>A broker that is not started yet.</summary>
    /// <param name="options">Ports and limits.</param>
    /// <param name="directory">Who may log in.</param>
    /// <param name="inbox">Where messages go.</param>
    /// <param name="desk">Pairings; the broker serves its accounts and calls its sweep.</param>
    /// <param name="clock">Time of receipt.</param>
    /// <param name="logger">Log; null for none.</param>
    /// <param name="adapters">Further ways in, such as MQTTnet.AspNetCore's MqttConnectionHandler; null for none.</param>
    /// <param name="metrics">Counters; null for its own.</param>
    /// <param name="time">For rates and delays; null for the system's.</param>
    /// <exception cref="ValidationException">A setting contradicts another.</exception>
    public EmbeddedBroker(
        EmbeddedBrokerOptions options, IDeviceDirectory directory, IInbox inbox, PairingDesk desk, IClock clock,
        ILogger<EmbeddedBroker>? logger = null, IEnumerable<IMqttServerAdapter>? adapters = null, BrokerMetrics? metrics = null, TimeProvider? time = null)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_options, _desk, _clock, _logger) = (options, desk, clock, logger ?? NullLogger<EmbeddedBroker>.Instance);
        _metrics = metrics ?? new();
        _time = time ?? TimeProvider.System;
        _connections = new(directory, desk, _sessions, options, _time, _metrics, Audit);
        _publishes = new(inbox, desk, options, clock, _time, _metrics, _logger, Audit);
        Port = options.Port == 0 ? FreePort(IPAddress.Loopback) : options.Port;
        TlsPort = options.Certificate is null ? null : options.TlsPort == 0 ? FreePort(options.TlsAddress) : options.TlsPort;
        _server = new MqttServer(ServerOptions(), [new MqttTcpServerAdapter(), .. adapters ?? []], new BrokerLogger(_logger));
        Wire();
    }

    /// <summary>A line for the audit; handlers must be quick and must not throw.</summary>
    public event Action<BrokerAuditEntry>? Audited;

    /// <summary>TCP port on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>TCP port with TLS; null without a certificate.</summary>
    public int? TlsPort { get; }

    /// <summary>Device ids that are connected now.</summary>
    public IReadOnlyCollection<string> ConnectedDevices => [.. _sessions.All.Select(session => session.DeviceId).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>Opens the doors.</summary>
    /// <exception cref="SocketException">A port is taken.</exception>
    public async Task StartAsync(CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        await _server.StartAsync();
        _sweeping = SweepAsync(_stopping.Token);
        if (TlsPort is { } tlsPort)
        {
            LogStartedWithTls(Port, tlsPort);
        }
        else
        {
            LogStarted(Port);
        }
    }

    /// <summary>Closes the doors; wills of connected sensors are taken in before it completes its last connection.</summary>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        await _stopping.CancelAsync();
        await _sweeping.WaitAsync(cancellationToken);
        if (_server.IsStarted)
        {
            await _server.StopAsync(new MqttServerStopOptions { DefaultClientDisconnectOptions = new() { ReasonCode = MqttDisconnectReasonCode.ServerShuttingDown } });
        }
    }

    /// <summary>Tells a device something on <c>down/cmd</c>; false if it is not connected or does not listen.</summary>
    /// <param name="deviceId">Device id.</param>
    /// <param name="command">JSON.</param>
    public bool Command(string deviceId, ReadOnlyMemory<byte> command)
    {
        MqttApplicationMessage message = PublishDoor.Down(TopicKind.Command, deviceId, command.ToArray(), MqttQualityOfServiceLevel.AtLeastOnce);
        message.MessageExpiryInterval = 300; // seconds; an older wish is no wish
        return _sessions.Deliver(deviceId, message);
    }

    /// <summary>Tells a device up to where it may forget; false if it is not connected or does not listen.</summary>
    public bool Acknowledge(string deviceId, DurableAck ack) =>
        _sessions.Deliver(deviceId, PublishDoor.Down(TopicKind.Acknowledgement, deviceId, ack.ToPayload(), MqttQualityOfServiceLevel.AtMostOnce));

    /// <summary>Ends a device whose credential was revoked: nothing of it is taken any more, it is kicked, its session and retained topics are removed.</summary>
    public async Task RevokeAsync(string deviceId)
    {
        _sessions.MarkRevoked(deviceId);
        foreach (BrokerSession session in _sessions.OfDevice(deviceId))
        {
            await RemoveAsync(session.ClientId);
        }
        _publishes.Forget(deviceId);
        await ClearRetainedAsync(deviceId);
        lock (_clearAgain)
        {
            _clearAgain.Enqueue(deviceId); // a message that was already on its way in
        }
        Audit(BrokerAuditKind.Revoked, deviceId, "", "");
    }

    /// <summary>Topics that the broker holds a message for.</summary>
    public async Task<IReadOnlyList<string>> RetainedTopicsAsync() => [.. (await _server.GetRetainedMessagesAsync()).Select(message => message.Topic)];

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _server.Dispose();
        _stopping.Dispose();
    }

    private static int FreePort(IPAddress address)
    {
        using var listener = new TcpListener(address, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private MqttServerOptions ServerOptions()
    {
        MqttServerOptionsBuilder builder = new MqttServerOptionsBuilder()
            .WithDefaultEndpoint()
            .WithDefaultEndpointBoundIPAddress(IPAddress.Loopback)
            .WithDefaultEndpointBoundIPV6Address(IPAddress.None)
            .WithDefaultEndpointPort(Port)
            .WithConnectionBacklog(ConnectionBacklog)
            .WithPersistentSessions(false);
        if (_options.Certificate is { } certificate)
        {
            builder
                .WithEncryptedEndpoint()
                .WithEncryptedEndpointBoundIPAddress(_options.TlsAddress)
                .WithEncryptedEndpointBoundIPV6Address(IPAddress.None)
                .WithEncryptedEndpointPort(TlsPort!.Value)
                .WithEncryptionSslProtocol(SslProtocols.Tls12 | SslProtocols.Tls13)
                .WithEncryptionCertificate(certificate);
        }
        MqttServerOptions options = builder.Build();
        options.TlsEndpointOptions.ConnectionBacklog = ConnectionBacklog;
        return options;
    }

    private void Wire()
    {
        _server.ValidatingConnectionAsync += _connections.ValidateAsync;
        _server.ClientDisconnectedAsync += _connections.DisconnectedAsync;
        _server.InterceptingPublishAsync += _publishes.PublishAsync;
        _server.InterceptingSubscriptionAsync += SubscribeAsync;
        _server.InterceptingUnsubscriptionAsync += unsubscription =>
        {
            (unsubscription.SessionItems[BrokerSession.ItemKey] as BrokerSession)?.Unsubscribed(unsubscription.Topic);
            return Task.CompletedTask;
        };
        _server.QueuedApplicationMessageOverwrittenAsync += _ =>
        {
            _metrics.Dropped();
            return Task.CompletedTask;
        };
        _publishes.Disconnecting += (clientId, reason) => Background(() => DisconnectAsync(clientId, reason));
        _desk.AnswerReady += Answer;
        _desk.AccountClosed += account => Background(() => RemoveAsync(ConnectionDoor.PairPrefix + account));
        _desk.CredentialEnded += deviceId => Background(() => RevokeAsync(deviceId));
    }

    private Task SubscribeAsync(InterceptingSubscriptionEventArgs subscription)
    {
        string filter = subscription.TopicFilter.Topic;
        var session = subscription.SessionItems[BrokerSession.ItemKey] as BrokerSession;
        if (session is { IsRevoked: false } && TopicRules.MaySubscribe(filter, session.Subscribes))
        {
            session.Subscribed(subscription.TopicFilter, subscription.Session);
            return Task.CompletedTask;
        }
        subscription.ProcessSubscription = false;
        subscription.Response.ReasonCode = filter.StartsWith("$share", StringComparison.Ordinal)
            ? MqttSubscribeReasonCode.SharedSubscriptionsNotSupported : MqttSubscribeReasonCode.NotAuthorized;
        Audit(BrokerAuditKind.SubscribeRefused, session?.User ?? subscription.ClientId, session?.Address.ToString() ?? "", filter);
        return Task.CompletedTask;
    }

    private void Answer(PairingAnswer answer)
    {
        var message = new MqttApplicationMessage
        {
            Topic = Topics.PairResponse(answer.Account),
            Payload = new ReadOnlySequence<byte>(answer.Payload),
            QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
            MessageExpiryInterval = 60, // seconds
        };
        _sessions.Find(ConnectionDoor.PairPrefix + answer.Account)?.TryDeliver(message);
    }

    private async Task DisconnectAsync(string clientId, MqttDisconnectReasonCode reason)
    {
        if ((await _server.GetClientsAsync()).FirstOrDefault(client => client.Id == clientId) is { } connected)
        {
            await connected.DisconnectAsync(new MqttServerClientDisconnectOptions { ReasonCode = reason });
        }
    }

    /// <summary>Kicks a client and removes its session: a kick alone leaves it.</summary>
    private async Task RemoveAsync(string clientId)
    {
        await DisconnectAsync(clientId, MqttDisconnectReasonCode.AdministrativeAction);
        if ((await _server.GetSessionsAsync()).FirstOrDefault(session => session.Id == clientId) is { } left)
        {
            await left.DeleteAsync();
        }
    }

    private async Task ClearRetainedAsync(string deviceId)
    {
        foreach (string topic in (string[])[Topics.State(deviceId), Topics.Info(deviceId)])
        {
            await _server.UpdateRetainedMessageAsync(new MqttApplicationMessage { Topic = topic, Retain = true });
        }
    }

    private async Task SweepAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(SweepInterval, _time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken))
            {
                await GuardAsync(async () =>
                {
                    await _desk.SweepAsync(cancellationToken);
                    while (NextToClear() is { } deviceId)
                    {
                        await ClearRetainedAsync(deviceId);
                    }
                });
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // stopped
        }
    }

    private string? NextToClear()
    {
        lock (_clearAgain)
        {
            return _clearAgain.TryDequeue(out string? deviceId) ? deviceId : null;
        }
    }

    /// <summary>Runs apart from the event that asked for it: a client cannot be stopped from inside its own handler.</summary>
    private void Background(Func<Task> work) => _ = Task.Run(() => GuardAsync(work));

    private async Task GuardAsync(Func<Task> work)
    {
        try
        {
            await work();
        }
#pragma warning disable CA1031 // the loop and the broker go on whatever one step met; the log is loud
        catch (Exception exception) when (exception is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogStepFailed(exception);
        }
    }

    private void Audit(BrokerAuditKind kind, string user, string address, string detail) =>
        Audited?.Invoke(new(_clock.GetCurrentInstant(), kind, ForeignText.Show(user), address, ForeignText.Show(detail)));

    [LoggerMessage(2002, LogLevel.Information, "MQTT on 127.0.0.1:{Port}, for this machine only.")]
    private partial void LogStarted(int port);

    [LoggerMessage(2004, LogLevel.Information, "MQTT on 127.0.0.1:{Port}, and with TLS on port {TlsPort}.")]
    private partial void LogStartedWithTls(int port, int tlsPort);

    [LoggerMessage(2003, LogLevel.Error, "A step of the broker failed; it goes on.")]
    private partial void LogStepFailed(Exception exception);
}
