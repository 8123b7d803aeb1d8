using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using MQTTnet.Protocol;
using NodaTime;
using RlsMotion.Ingest.Broker;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Sensors;
using RlsMotion.Ingest.Wire;
using RlsMotion.Ingest.Wire.Messages;

namespace RlsMotion.Ingest.Subscription;

/// <summary>Hears sensors on an external broker: a session that waits for us, and an acknowledgement only after the durable commit.</summary>
/// <remarks>
/// Messages go through bounded lanes, a sensor always through the same: when the inbox is slow the broker is made to wait, nothing is
/// dropped. What the inbox cannot keep is tried again until it can. The broker's access rules decide who may publish to whose topic.
/// </remarks>
public sealed partial class BrokerSubscriber : IAsyncDisposable
{
    private const int LaneLength = 64;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(250);
    private static readonly Duration KeepAlive = Duration.FromSeconds(30);

    private readonly SubscriberOptions _options;
    private readonly IInbox _inbox;
    private readonly IClock _clock;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly BrokerMetrics _metrics;
    private readonly BootWatch _boots = new();
    private readonly Channel<Arrival>[] _lanes;
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;
    private IMqttClient? _client;
    private int _connections;

    /// <summary>A subscriber that is not connected yet.</summary>
    /// <exception cref="ValidationException">A setting is out of its bounds.</exception>
    public BrokerSubscriber(SubscriberOptions options, IInbox inbox, IClock clock, ILogger<BrokerSubscriber>? logger = null, BrokerMetrics? metrics = null, TimeProvider? time = null)
    {
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_options, _inbox, _clock, _logger) = (options, inbox, clock, logger ?? NullLogger<BrokerSubscriber>.Instance);
        _metrics = metrics ?? new();
        _time = time ?? TimeProvider.System;
        _lanes = [.. Enumerable.Range(0, options.Lanes).Select(_ => Channel.CreateBounded<Arrival>(new BoundedChannelOptions(LaneLength) { SingleReader = true }))];
    }

    /// <summary>Whether it hears the broker now.</summary>
    public bool IsConnected => _client?.IsConnected ?? false;

    /// <summary>Successful connections so far.</summary>
    public int Connections => Volatile.Read(ref _connections);

    /// <summary>Begins to connect, and keeps connecting.</summary>
    public void Start() => _running = Task.WhenAll([RunAsync(_stopping.Token), .. _lanes.Select(lane => ServeAsync(lane.Reader, _stopping.Token))]);

    /// <summary>Tells a device up to where it may forget; false if the broker is not connected now.</summary>
    public Task<bool> AcknowledgeAsync(string deviceId, DurableAck ack, CancellationToken cancellationToken = default) =>
        PublishAsync(TopicKind.Acknowledgement, deviceId, ack.ToPayload(), MqttQualityOfServiceLevel.AtMostOnce, cancellationToken);

    /// <summary>Tells a device something on <c>down/cmd</c>; false if the broker is not connected now.</summary>
    public Task<bool> CommandAsync(string deviceId, DeviceCommand command, CancellationToken cancellationToken = default) =>
        PublishAsync(TopicKind.Command, deviceId, command.ToPayload(), MqttQualityOfServiceLevel.AtLeastOnce, cancellationToken);

    /// <summary>Disconnects; the broker keeps the session and what comes meanwhile.</summary>
    public async Task StopAsync()
    {
        await _stopping.CancelAsync();
        await _running;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        int failures = 0;
        while (!cancellationToken.IsCancellationRequested)
        {
            try
            {
                failures = await ListenAsync(cancellationToken) ? 0 : failures + 1;
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (SensorPairing.IsLinkFailure(exception))
            {
                failures++;
                LogLinkLost(failures == 1 ? LogLevel.Warning : LogLevel.Debug, _options.Host, _options.Port, exception.Message.TrimEnd('.')); // a broker that stays away is told once
            }
            double seconds = Math.Min(_options.LongestPause.TotalSeconds, FirstPause.TotalSeconds * Math.Pow(2, Math.Min(failures, 16)));
            await Task.Delay(TimeSpan.FromSeconds(seconds * RandomNumberGenerator.GetInt32(500, 1500) / 1000), _time, cancellationToken)
                .ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    /// <summary>One connection, until it ends; false if it was refused.</summary>
    private async Task<bool> ListenAsync(CancellationToken cancellationToken)
    {
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        var gone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        client.DisconnectedAsync += _ =>
        {
            gone.TrySetResult();
            return Task.CompletedTask;
        };
        client.ApplicationMessageReceivedAsync += message => HeardAsync(message, cancellationToken);
        MqttClientOptions options = MqttDoor
            .Options(_options.Host, _options.Port, _options.Tls, _options.Pins, _options.ClientId, _options.User, _options.Password, KeepAlive)
            .WithCleanStart(false)
            .WithSessionExpiryInterval((uint)_options.SessionExpiry.TotalSeconds)
            .WithReceiveMaximum((ushort)_options.ReceiveMaximum)
            .Build();
        if (_options.User.Length == 0)
        {
            options.Credentials = null;
        }
        MqttClientConnectResult connected = await client.ConnectAsync(options, cancellationToken);
        if (connected.ResultCode != MqttClientConnectResultCode.Success)
        {
            LogRefused(_options.Host, _options.Port, connected.ResultCode);
            return false;
        }
        MqttClientSubscribeOptionsBuilder filters = new MqttClientSubscribeOptionsBuilder();
        foreach (string filter in (string[])[_options.UpFilter, Topics.EveryState, Topics.EveryInfo])
        {
            filters.WithTopicFilter(filter, MqttQualityOfServiceLevel.AtLeastOnce);
        }
        MqttClientSubscribeResult subscribed = await client.SubscribeAsync(filters.Build(), cancellationToken);
        if (subscribed.Items.FirstOrDefault(item => (int)item.ResultCode >= 0x80) is { } denied)
        {
            LogDenied(denied.TopicFilter.Topic, denied.ResultCode);
            return false;
        }
        _client = client;
        Interlocked.Increment(ref _connections);
        LogListening(_options.Host, _options.Port);
        await gone.Task.WaitAsync(cancellationToken);
        return true;
    }

    /// <summary>Puts a message in its sensor's lane; waits while that is full, so that the broker waits too.</summary>
    private async Task HeardAsync(MqttApplicationMessageReceivedEventArgs heard, CancellationToken cancellationToken)
    {
        heard.AutoAcknowledge = false;
        Instant received = _clock.GetCurrentInstant();
        string topic = heard.ApplicationMessage.Topic;
        string? device = DeviceOf(topic);
        if (device is null)
        {
            _metrics.Rejected("topic");
            await AcknowledgeAsync(heard, cancellationToken);
            return;
        }
        var message = new InboundMessage
        {
            DeviceId = device,
            Kind = InboundTopic.KindOf(topic),
            ContentType = heard.ApplicationMessage.ContentType ?? "",
            Payload = heard.ApplicationMessage.Payload.ToArray(),
            Received = received,
        };
        Channel<Arrival> lane = _lanes[(int)((uint)string.GetHashCode(device, StringComparison.Ordinal) % (uint)_lanes.Length)];
        await lane.Writer.WriteAsync(new(heard, message), cancellationToken);
    }

    private static string? DeviceOf(string topic)
    {
        string[] levels = topic.Split('/', 5);
        return levels.Length >= 5 && Topics.IsDeviceId(levels[3]) ? levels[3] : null;
    }

    private async Task ServeAsync(ChannelReader<Arrival> lane, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (Arrival arrival in lane.ReadAllAsync(cancellationToken))
            {
                await TakeAsync(arrival, cancellationToken);
                await AcknowledgeAsync(arrival.Heard, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // stopped; what is not acknowledged comes again
        }
    }

    private async Task TakeAsync(Arrival arrival, CancellationToken cancellationToken)
    {
        InboundMessage message = arrival.Message;
        if (_boots.IsLateWill(message))
        {
            _metrics.Rejected("late will");
            return;
        }
        if (message.Kind == InboundKind.Time)
        {
            await AnswerTimeAsync(message, cancellationToken);
            return;
        }
        if (message.Kind == InboundKind.Other)
        {
            _metrics.Message(message.Kind, MessageOutcome.Stored, message.Payload.Length, 0);
            return;
        }
        MessageVerdict verdict = await ReceiveAsync(message, cancellationToken);
        if (verdict.Outcome == MessageOutcome.Malformed)
        {
            _metrics.Rejected(verdict.Reason ?? "malformed");
            LogMalformed(message.DeviceId, message.Kind, verdict.Reason);
        }
        if (verdict.Ack is { } ack)
        {
            await AcknowledgeAsync(message.DeviceId, ack, cancellationToken);
        }
    }

    /// <summary>Hands a message to the inbox until it can be kept: the lane, and in the end the broker, wait meanwhile.</summary>
    private async Task<MessageVerdict> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        for (int attempt = 0; ; attempt++)
        {
            long start = _time.GetTimestamp();
            MessageVerdict verdict;
            try
            {
                verdict = await _inbox.ReceiveAsync(message, cancellationToken);
            }
#pragma warning disable CA1031 // whatever failed, the message is not kept: it is tried again
            catch (Exception exception) when (exception is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
#pragma warning restore CA1031
            {
                LogInboxFailed(message.DeviceId, message.Kind, exception);
                verdict = MessageVerdict.Unavailable("inbox failed");
            }
            _metrics.Message(message.Kind, verdict.Outcome, message.Payload.Length, _time.GetElapsedTime(start).TotalSeconds);
            if (verdict.Outcome != MessageOutcome.Unavailable)
            {
                return verdict;
            }
            await Task.Delay(FirstPause * Math.Pow(2, Math.Min(attempt, 5)), _time, cancellationToken);
        }
    }

    private async Task AnswerTimeAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (TimeQuestion.Read(message.Payload) is not { } question)
        {
            _metrics.Rejected("time question");
            return;
        }
        var answer = new TimeAnswer(question.AskedMicroseconds, message.Received.ToUnixTimeTicks() / 10, _clock.GetCurrentInstant().ToUnixTimeTicks() / 10);
        await PublishAsync(TopicKind.TimeDown, message.DeviceId, answer.ToPayload(), MqttQualityOfServiceLevel.AtMostOnce, cancellationToken);
    }

    /// <summary>Acknowledges to the connection that the message came by; where that is gone the broker sends it again, and the inbox knows it.</summary>
    private async Task AcknowledgeAsync(MqttApplicationMessageReceivedEventArgs heard, CancellationToken cancellationToken)
    {
        try
        {
            await heard.AcknowledgeAsync(cancellationToken);
        }
        catch (Exception exception) when (IsGone(exception) && !cancellationToken.IsCancellationRequested)
        {
            LogNotAcknowledged(exception.Message);
        }
    }

    private async Task<bool> PublishAsync(TopicKind kind, string deviceId, byte[] payload, MqttQualityOfServiceLevel quality, CancellationToken cancellationToken)
    {
        if (_client is not { IsConnected: true } client)
        {
            return false;
        }
        try
        {
            await client.PublishAsync(
                new MqttApplicationMessage
                {
                    Topic = Topics.Of(kind, deviceId),
                    Payload = new ReadOnlySequence<byte>(payload),
                    QualityOfServiceLevel = quality,
                    MessageExpiryInterval = kind == TopicKind.Command ? DeviceCommand.ExpirySeconds : 0,
                },
                cancellationToken);
            return true;
        }
        catch (Exception exception) when (IsGone(exception) && !cancellationToken.IsCancellationRequested)
        {
            LogNotAcknowledged(exception.Message);
            return false;
        }
    }

    private static bool IsGone(Exception exception) => SensorPairing.IsLinkFailure(exception) || exception is ObjectDisposedException or InvalidOperationException;

    private readonly record struct Arrival(MqttApplicationMessageReceivedEventArgs Heard, InboundMessage Message);

    [LoggerMessage(2200, LogLevel.Information, "Hearing sensors on {Host}:{Port}.")]
    private partial void LogListening(string host, int port);

    [LoggerMessage(EventId = 2201, Message = "The link to {Host}:{Port} failed: {Reason}. Trying again until it is back.")]
    private partial void LogLinkLost(LogLevel level, string host, int port, string reason);

    [LoggerMessage(2202, LogLevel.Error, "{Host}:{Port} refused our login: {Code}.")]
    private partial void LogRefused(string host, int port, MqttClientConnectResultCode code);

    [LoggerMessage(2203, LogLevel.Error, "The broker does not let us subscribe to {Filter}: {Code}.")]
    private partial void LogDenied(string filter, MqttClientSubscribeResultCode code);

    [LoggerMessage(2204, LogLevel.Debug, "A message of {Device} ({Kind}) was not understood: {Reason}.")]
    private partial void LogMalformed(string device, InboundKind kind, string? reason);

    [LoggerMessage(2205, LogLevel.Error, "A message of {Device} ({Kind}) could not be kept; it is tried again.")]
    private partial void LogInboxFailed(string device, InboundKind kind, Exception exception);

    [LoggerMessage(2206, LogLevel.Debug, "The broker is gone ({Reason}); what it did not hear it sends again.")]
    private partial void LogNotAcknowledged(string reason);
}
