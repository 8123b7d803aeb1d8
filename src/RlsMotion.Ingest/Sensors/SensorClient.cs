using System.Buffers;
using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using MQTTnet;
using MQTTnet.Protocol;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Wire;
using RlsMotion.Ingest.Wire.Messages;

namespace RlsMotion.Ingest.Sensors;

/// <summary>A whole sensor: connects and keeps connecting, says what it is, streams packets, and keeps each until the server has it durably.</summary>
/// <remarks>
/// A PUBACK only says that a broker has a frame; <c>down/ack</c> says that it is stored, and only that frees it. Skipped indices are
/// declared lost, so that the acknowledgement never stalls. Packets are given in order of recording, by one caller at a time.
/// </remarks>
public sealed partial class SensorClient : IAsyncDisposable
{
    private static readonly TimeSpan QuotaPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan AskTimeEvery = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan FarewellTime = TimeSpan.FromSeconds(5);

    private readonly SensorInfo _info;
    private readonly SensorOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly FrameRing _ring;
    private readonly Pulse _work = new();
    private readonly Pulse _space = new();
    private readonly CancellationTokenSource _stopping = new();
    private readonly List<string> _passwords;
    private SensorCredential _credential;
    private Task _running = Task.CompletedTask;
    private IMqttClient? _client;
    private long _given;
    private long _sent;
    private long _rejected;
    private long _dropped;
    private int _connections;
    private long _bestRoundTrip = long.MaxValue;
    private volatile Exception? _fault;
    private uint _boot;

    /// <summary>A sensor that is not connected yet.</summary>
    /// <param name="credential">Who it is and where it connects.</param>
    /// <param name="info">What it says of itself; with the boot of its first packet.</param>
    /// <param name="options">How it sends; null for the defaults.</param>
    /// <param name="logger">Log; null for none.</param>
    /// <param name="time">Its clock; null for the system's.</param>
    public SensorClient(SensorCredential credential, SensorInfo info, SensorOptions? options = null, ILogger<SensorClient>? logger = null, TimeProvider? time = null)
    {
        _options = options ?? new();
        Validator.ValidateObject(_options, new ValidationContext(_options), validateAllProperties: true);
        (_credential, _info, _time, _logger) = (credential, info, time ?? TimeProvider.System, logger ?? NullLogger<SensorClient>.Instance);
        _passwords = [credential.Password];
        _boot = info.Boot ?? 0;
        _ring = new(_options.RingFrames);
    }

    /// <summary>The server asked for something that only the device can do: blink, take settings, forget the pairing.</summary>
    public event Action<DeviceCommand>? Commanded;

    /// <summary>The password was rotated and has worked: keep this credential.</summary>
    public event Action<SensorCredential>? CredentialChanged;

    /// <summary>How far it is.</summary>
    public SensorProgress Progress => new(
        _client?.IsConnected ?? false, Interlocked.Read(ref _given), Interlocked.Read(ref _sent), _ring.Count, Interlocked.Read(ref _rejected), Interlocked.Read(ref _dropped), Volatile.Read(ref _connections));

    /// <summary>Whether it was stopped.</summary>
    public bool IsStopped => _stopping.IsCancellationRequested;

    /// <summary>What to add to this machine's clock to get the server's, in µs, by the quickest exchange so far; null before the first.</summary>
    public long? ClockOffsetMicroseconds { get; private set; }

    /// <summary>Begins to connect; packets may be given before.</summary>
    public void Start() => _running = Task.Run(() => RunAsync(_stopping.Token));

    /// <summary>Gives it a packet to deliver. Where the ring is full it waits, or gives up the oldest samples, as the options say.</summary>
    /// <exception cref="SensorRefusedException">The server does not want this sensor.</exception>
    public async ValueTask SendAsync(SensorPacket packet, CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task space = _space.Next;
            ThrowIfRefused();
            if (_ring.TryAdd(packet))
            {
                break;
            }
            if (_options.DropsOldest)
            {
                _ring.DropOldest();
                _ring.DropOldest(); // a loss may need a place too
                Interlocked.Increment(ref _dropped);
                continue;
            }
            await space.WaitAsync(cancellationToken);
        }
        Interlocked.Increment(ref _given);
        _work.Fire();
    }

    /// <summary>Reports something that happened at the sensor; it is sent once it is connected, at most once.</summary>
    public async Task ReportAsync(DeviceEvent happened, CancellationToken cancellationToken = default)
    {
        if (_client is { IsConnected: true } client)
        {
            await client.PublishAsync(Message(TopicKind.Event, happened.ToPayload()), cancellationToken);
        }
    }

    /// <summary>Waits until everything that was given is durable.</summary>
    /// <exception cref="SensorRefusedException">The server does not want this sensor.</exception>
    public async Task DrainAsync(CancellationToken cancellationToken = default)
    {
        while (true)
        {
            Task space = _space.Next;
            ThrowIfRefused();
            if (_ring.Count == 0)
            {
                return;
            }
            await space.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Says that it goes offline, and disconnects. What is not durable stays behind.</summary>
    public async Task StopAsync()
    {
        if (_stopping.IsCancellationRequested)
        {
            return;
        }
        if (_client is { IsConnected: true } client)
        {
            using var patience = new CancellationTokenSource(FarewellTime);
            try
            {
                await client.PublishAsync(Message(TopicKind.State, State(SensorState.Offline), retain: true), patience.Token);
                await client.DisconnectAsync(new MqttClientDisconnectOptions(), patience.Token);
            }
            catch (Exception exception) when (SensorPairing.IsLinkFailure(exception))
            {
                LogLinkLost(exception.Message); // the last will says it instead
            }
        }
        await _stopping.CancelAsync();
        await _running;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _stopping.Dispose();
    }

    private void ThrowIfRefused()
    {
        if (_fault is { } fault)
        {
            throw fault is SensorRefusedException ? new SensorRefusedException(fault.Message) : new InvalidOperationException("The sensor stopped by an error of its own.", fault);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        int failures = 0;
        int refusals = 0;
        try
        {
            while (true)
            {
                string host = _credential.Hosts[failures % _credential.Hosts.Count];
                try
                {
                    MqttClientConnectResultCode code = await ConnectAndServeAsync(host, cancellationToken);
                    bool refused = code is MqttClientConnectResultCode.BadUserNameOrPassword or MqttClientConnectResultCode.NotAuthorized or MqttClientConnectResultCode.ClientIdentifierNotValid;
                    refusals = refused ? refusals + 1 : 0;
                    failures = code == MqttClientConnectResultCode.Success ? 0 : failures + 1;
                    if (refused && refusals >= _options.RefusedLogins)
                    {
                        throw new SensorRefusedException($"{host} refused the login of {_credential.DeviceId} {refusals} times ({code}): pair the sensor again.");
                    }
                }
                catch (Exception exception) when (SensorPairing.IsLinkFailure(exception) && !cancellationToken.IsCancellationRequested)
                {
                    failures++;
                    LogLinkLost(exception.Message);
                }
                await Task.Delay(PauseAfter(failures), _time, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // stopped
        }
#pragma warning disable CA1031 // whatever ends the loop is given to those who send and drain
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _fault = exception;
            LogGaveUp(exception);
            _space.Fire();
        }
    }

    /// <summary>Doubles with each failure, give or take half, so that many sensors do not come back at once.</summary>
    private TimeSpan PauseAfter(int failures)
    {
        double seconds = Math.Min(_options.LongestPause.TotalSeconds, _options.FirstPause.TotalSeconds * Math.Pow(2, Math.Min(failures, 16)));
        return TimeSpan.FromSeconds(seconds * RandomNumberGenerator.GetInt32(500, 1500) / 1000);
    }

    private async Task<MqttClientConnectResultCode> ConnectAndServeAsync(string host, CancellationToken cancellationToken)
    {
        using IMqttClient client = new MqttClientFactory().CreateMqttClient();
        using var gone = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        client.DisconnectedAsync += async _ => await gone.CancelAsync();
        client.ApplicationMessageReceivedAsync += HeardAsync;
        MqttClientOptions options = MqttDoor
            .Options(host, _credential.Port, _credential.Tls, _credential.Pins, _credential.ClientId ?? _credential.DeviceId, _credential.DeviceId, _passwords[0], _options.KeepAlive)
            .WithWillTopic(Topics.State(_credential.DeviceId))
            .WithWillPayload(State(SensorState.Offline))
            .WithWillQualityOfServiceLevel(MqttQualityOfServiceLevel.AtLeastOnce)
            .WithWillRetain()
            .Build();
        MqttClientConnectResult connected = await client.ConnectAsync(options, cancellationToken);
        if (connected.ResultCode != MqttClientConnectResultCode.Success)
        {
            LogRefused(connected.ResultCode, connected.ReasonString);
            _passwords.Reverse(); // in the middle of a rotation the other one may be the right one
            return connected.ResultCode;
        }
        _client = client;
        Interlocked.Increment(ref _connections);
        PasswordWorked();
        try
        {
            await client.SubscribeAsync(Topics.EveryDown(_credential.DeviceId), MqttQualityOfServiceLevel.AtLeastOnce, gone.Token);
            await client.PublishAsync(Message(TopicKind.Info, (_info with { Boot = _boot }).ToPayload(), retain: true), gone.Token);
            await client.PublishAsync(Message(TopicKind.State, State(SensorState.Online), retain: true), gone.Token);
            await ServeAsync(client, gone.Token);
        }
        catch (OperationCanceledException) when (gone.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            LogLinkLost("disconnected");
        }
        return MqttClientConnectResultCode.Success;
    }

    /// <summary>Sends as long as the link lasts.</summary>
    private async Task ServeAsync(IMqttClient client, CancellationToken gone)
    {
        _ring.Restart();
        var flights = new List<Task>();
        Task timeAsked = AskTimeAsync(client, gone);
        try
        {
            while (!gone.IsCancellationRequested)
            {
                Task work = _work.Next;
                flights.RemoveAll(flight => flight.IsCompletedSuccessfully);
                await Task.WhenAll(flights.Where(flight => flight.IsFaulted)); // a link failure ends the service
                if (flights.Count >= _options.InFlight)
                {
                    await Task.WhenAny(flights);
                }
                else if (_ring.TakeUnsent() is { } entry)
                {
                    flights.Add(SendAsync(client, entry, gone));
                }
                else if (!await WaitAsync(Task.WhenAny([work, .. flights]), gone) && _ring.Count > 0)
                {
                    _ring.ReturnOldest(); // no word for long: ask by sending the oldest again
                }
            }
        }
        finally
        {
            await Task.WhenAll([timeAsked, .. flights]).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
        gone.ThrowIfCancellationRequested();
    }

    /// <summary>False if nothing happened within the patience for acknowledgements.</summary>
    private async Task<bool> WaitAsync(Task work, CancellationToken gone)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(gone);
        Task timer = Task.Delay(_options.AckPatience.ToTimeSpan(), _time, patience.Token);
        Task first = await Task.WhenAny(work, timer);
        await patience.CancelAsync();
        gone.ThrowIfCancellationRequested();
        return first == work;
    }

    private async Task SendAsync(IMqttClient client, RingEntry entry, CancellationToken gone)
    {
        MqttApplicationMessage message;
        if (entry.Packet is { } packet)
        {
            await AnnounceBootAsync(client, packet.Boot, gone);
            EncodedPacket encoded = PacketEncoder.Encode(entry.IsHistory ? AsHistory(packet) : packet);
            message = Message(TopicKind.Acceleration, encoded.Payload);
            message.ContentType = encoded.ContentType;
        }
        else
        {
            message = Message(TopicKind.Event, new LossDeclaration(entry.Boot, entry.FromIndex, entry.ToIndex).ToPayload());
        }
        MqttClientPublishResult result = await client.PublishAsync(message, gone);
        switch (result.ReasonCode)
        {
            case MqttClientPublishReasonCode.Success:
                Interlocked.Increment(ref _sent);
                if (!entry.HasIndex)
                {
                    _ring.Remove(entry);
                    _space.Fire();
                }
                break;
            case MqttClientPublishReasonCode.PayloadFormatInvalid:
                Interlocked.Increment(ref _rejected);
                LogRejected(result.ReasonString);
                if (entry.Packet is null)
                {
                    _ring.Remove(entry);
                }
                else
                {
                    _ring.Reject(entry);
                }
                _space.Fire();
                break;
            default: // over quota, or nobody there to take it
                LogNotTaken(result.ReasonCode);
                await Task.Delay(QuotaPause, _time, gone);
                _ring.Return(entry);
                break;
        }
    }

    private async Task AnnounceBootAsync(IMqttClient client, uint boot, CancellationToken gone)
    {
        if (boot != _boot)
        {
            _boot = boot;
            await client.PublishAsync(Message(TopicKind.Info, (_info with { Boot = boot }).ToPayload(), retain: true), gone);
            await client.PublishAsync(Message(TopicKind.State, State(SensorState.Online), retain: true), gone);
        }
    }

    private async Task AskTimeAsync(IMqttClient client, CancellationToken gone)
    {
        using var timer = new PeriodicTimer(AskTimeEvery, _time);
        do
        {
            MqttApplicationMessage question = Message(TopicKind.TimeUp, new TimeQuestion(Now(), _boot).ToPayload());
            question.QualityOfServiceLevel = MqttQualityOfServiceLevel.AtMostOnce; // a repeated question would measure nothing
            await client.PublishAsync(question, gone);
        }
        while (await timer.WaitForNextTickAsync(gone));
    }

    private Task HeardAsync(MqttApplicationMessageReceivedEventArgs heard)
    {
        long arrived = Now();
        byte[] payload = heard.ApplicationMessage.Payload.ToArray();
        if (!Topics.TryParse(heard.ApplicationMessage.Topic, out TopicAddress address) || address.Id != _credential.DeviceId)
        {
            return Task.CompletedTask;
        }
        switch (address.Kind)
        {
            case TopicKind.Acknowledgement when DurableAck.Read(payload) is { } ack:
                _ring.Acknowledge(ack);
                _space.Fire();
                _work.Fire();
                break;
            case TopicKind.TimeDown when TimeAnswer.Read(payload) is { } answer && answer.RoundTripMicroseconds(arrived) is var roundTrip and >= 0 && roundTrip <= _bestRoundTrip:
                _bestRoundTrip = roundTrip;
                ClockOffsetMicroseconds = answer.OffsetMicroseconds(arrived);
                break;
            case TopicKind.Command when DeviceCommand.Read(payload) is { } command:
                Obey(command);
                break;
            default:
                break;
        }
        return Task.CompletedTask;
    }

    private void Obey(DeviceCommand command)
    {
        switch (command.Kind)
        {
            case DeviceCommandKind.Resend:
                _ring.Resend(command.Boot!.Value, command.FromIndex!.Value, command.ToIndex!.Value);
                _work.Fire();
                break;
            case DeviceCommandKind.Rotate when !_passwords.Contains(command.Password!):
                _passwords.Add(command.Password!); // the old one stays until the new one has worked
                if (_passwords.Count > 2)
                {
                    _passwords.RemoveAt(1);
                }
                break;
            default:
                Commanded?.Invoke(command);
                break;
        }
    }

    /// <summary>After a rotation the password that worked is the one to keep.</summary>
    private void PasswordWorked()
    {
        if (_passwords[0] != _credential.Password)
        {
            _credential = _credential with { Password = _passwords[0] };
            _passwords.RemoveRange(1, _passwords.Count - 1);
            CredentialChanged?.Invoke(_credential);
        }
    }

    private long Now() => NodaTime.Instant.FromDateTimeOffset(_time.GetUtcNow()).ToUnixTimeTicks() / 10;

    private byte[] State(string status) => new SensorState { Status = status, Boot = _boot }.ToPayload();

    private MqttApplicationMessage Message(TopicKind kind, byte[] payload, bool retain = false) => new()
    {
        Topic = Topics.Of(kind, _credential.DeviceId),
        Payload = new ReadOnlySequence<byte>(payload),
        QualityOfServiceLevel = MqttQualityOfServiceLevel.AtLeastOnce,
        Retain = retain,
    };

    private static SensorPacket AsHistory(SensorPacket packet) => packet.Flags.HasFlag(PacketFlags.Historical) ? packet : new()
    {
        XyzG = packet.XyzG,
        RotationDps = packet.RotationDps,
        Boot = packet.Boot,
        Sequence = packet.Sequence,
        FirstIndex = packet.FirstIndex,
        FirstTimeMicroseconds = packet.FirstTimeMicroseconds,
        PeriodNanoseconds = packet.PeriodNanoseconds,
        Flags = packet.Flags | PacketFlags.Historical,
        HasCounter = packet.HasCounter,
        LsbPerG = packet.LsbPerG,
        BatteryPercent = packet.BatteryPercent,
        TemperatureC = packet.TemperatureC,
        LatencyMilliseconds = packet.LatencyMilliseconds,
    };

    [LoggerMessage(2100, LogLevel.Information, "The link to the broker is lost: {Reason}. Trying again.")]
    private partial void LogLinkLost(string reason);

    [LoggerMessage(2101, LogLevel.Warning, "The broker refused the login: {Code} {Reason}.")]
    private partial void LogRefused(MqttClientConnectResultCode code, string? reason);

    [LoggerMessage(2102, LogLevel.Warning, "The server did not understand a frame: {Reason}. Its samples are declared lost.")]
    private partial void LogRejected(string? reason);

    [LoggerMessage(2103, LogLevel.Debug, "The server did not take a frame now: {Code}.")]
    private partial void LogNotTaken(MqttClientPublishReasonCode code);

    [LoggerMessage(2104, LogLevel.Error, "The sensor gave up.")]
    private partial void LogGaveUp(Exception exception);
}
