using System.Buffers;
using Microsoft.Extensions.Logging;
using MQTTnet;
using MQTTnet.Formatter;
using MQTTnet.Protocol;
using MQTTnet.Server;
using NodaTime;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Pairing;
using RlsMotion.Ingest.Wire;
using RlsMotion.Ingest.Wire.Messages;

namespace RlsMotion.Ingest.Broker;

/// <summary>What comes in: every publish and every last will, one at a time for a client; the answer leaves after the durable commit.</summary>
internal sealed partial class PublishDoor(
    IInbox inbox, PairingDesk desk, EmbeddedBrokerOptions options, IClock clock, TimeProvider time, BrokerMetrics metrics, ILogger logger,
    Action<BrokerAuditKind, string, string, string> audit)
{
    private readonly BootWatch _boots = new();

    /// <summary>Raised with client id and reason when a client has to be disconnected.</summary>
    public event Action<string, MqttDisconnectReasonCode>? Disconnecting;

    public async Task PublishAsync(InterceptingPublishEventArgs publish)
    {
        publish.ProcessPublish = false; // raw frames go to nobody; only what is kept on state and info passes on below
        Instant received = clock.GetCurrentInstant();
        MqttApplicationMessage message = publish.ApplicationMessage;
        if (publish.SessionItems?[BrokerSession.ItemKey] is not BrokerSession session || session.IsRevoked)
        {
            Refuse(publish, null, MqttPubAckReasonCode.NotAuthorized, "revoked");
        }
        else if (!session.Bucket.TryTake(message.Payload.Length))
        {
            TooFast(publish, session);
        }
        else if (message.Payload.Length > options.MaxPayloadBytes)
        {
            Refuse(publish, session, MqttPubAckReasonCode.QuotaExceeded, "payload too large");
        }
        else if (session.PairId is { } pairId)
        {
            session.Refusals = 0;
            await PairAsync(publish, session, pairId);
        }
        else
        {
            session.Refusals = 0;
            await DeviceAsync(publish, session, session.DeviceId!, received);
        }
    }

    /// <summary>Forgets what was last known of a device.</summary>
    public void Forget(string deviceId) => _boots.Forget(deviceId);

    private async ValueTask PairAsync(InterceptingPublishEventArgs publish, BrokerSession session, string pairId)
    {
        if (publish.ApplicationMessage.Topic != Topics.PairRequest(pairId) || publish.ApplicationMessage.Retain)
        {
            Refuse(publish, session, MqttPubAckReasonCode.NotAuthorized, "topic");
        }
        else if (!await desk.RequestAsync(pairId, publish.ApplicationMessage.Payload.ToArray(), publish.CancellationToken))
        {
            metrics.Rejected("pairing request");
            publish.Response.ReasonCode = MqttPubAckReasonCode.PayloadFormatInvalid;
        }
    }

    private async ValueTask DeviceAsync(InterceptingPublishEventArgs publish, BrokerSession session, string deviceId, Instant received)
    {
        MqttApplicationMessage message = publish.ApplicationMessage;
        if (KindOf(session, message.Topic) is not { } kind)
        {
            Refuse(publish, session, MqttPubAckReasonCode.NotAuthorized, "topic");
            return;
        }
        bool mayRetain = kind is InboundKind.State or InboundKind.Info;
        if (message.Retain && !mayRetain)
        {
            Refuse(publish, session, MqttPubAckReasonCode.NotAuthorized, "retain");
            return;
        }
        var inbound = new InboundMessage
        {
            DeviceId = deviceId,
            Kind = kind,
            ContentType = message.ContentType ?? "",
            Payload = message.Payload.ToArray(),
            Received = received,
        };
        if (_boots.IsLateWill(inbound))
        {
            metrics.Rejected("late will");
            return;
        }
        if (kind == InboundKind.Time)
        {
            AnswerTime(session, inbound);
            return;
        }
        if (kind == InboundKind.Other)
        {
            metrics.Message(kind, MessageOutcome.Stored, inbound.Payload.Length, 0);
            return;
        }
        MessageVerdict verdict = await ReceiveAsync(inbound, publish.CancellationToken);
        Answer(publish, session, inbound, verdict);
        if (verdict.Outcome == MessageOutcome.Stored && mayRetain)
        {
            publish.ProcessPublish = message.Retain;
            await desk.PublishedAsync(deviceId, kind == InboundKind.Info, publish.CancellationToken);
        }
    }

    private async ValueTask<MessageVerdict> ReceiveAsync(InboundMessage inbound, CancellationToken cancellationToken)
    {
        long start = time.GetTimestamp();
        MessageVerdict verdict;
        try
        {
            verdict = await inbox.ReceiveAsync(inbound, cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw; // the connection is gone: nothing is acknowledged
        }
#pragma warning disable CA1031 // whatever failed, the message is not kept: the sensor keeps it and sends it again
        catch (Exception exception)
#pragma warning restore CA1031
        {
            LogInboxFailed(inbound.DeviceId, inbound.Kind, exception);
            verdict = MessageVerdict.Unavailable("inbox failed");
        }
        metrics.Message(inbound.Kind, verdict.Outcome, inbound.Payload.Length, time.GetElapsedTime(start).TotalSeconds);
        return verdict;
    }

    private void Answer(InterceptingPublishEventArgs publish, BrokerSession session, InboundMessage inbound, MessageVerdict verdict)
    {
        switch (verdict.Outcome)
        {
            case MessageOutcome.Malformed:
                metrics.Rejected(verdict.Reason ?? "malformed");
                publish.Response.ReasonCode = MqttPubAckReasonCode.PayloadFormatInvalid;
                publish.Response.ReasonString = verdict.Reason;
                break;
            case MessageOutcome.Unavailable:
                metrics.Rejected(verdict.Reason ?? "unavailable");
                publish.CloseConnection = true; // no PUBACK: it comes again
                break;
            default:
                break;
        }
        if (verdict.Ack is { } ack)
        {
            session.TryDeliver(Down(TopicKind.Acknowledgement, inbound.DeviceId, ack.ToPayload(), MqttQualityOfServiceLevel.AtMostOnce));
        }
    }

    private void AnswerTime(BrokerSession session, InboundMessage inbound)
    {
        if (TimeQuestion.Read(inbound.Payload) is not { } question)
        {
            metrics.Rejected("time question");
            return;
        }
        var answer = new TimeAnswer(question.AskedMicroseconds, inbound.Received.ToUnixTimeTicks() / 10, clock.GetCurrentInstant().ToUnixTimeTicks() / 10);
        session.TryDeliver(Down(TopicKind.TimeDown, inbound.DeviceId, answer.ToPayload(), MqttQualityOfServiceLevel.AtMostOnce));
    }

    /// <summary>What a device's message is about; null if it may not publish to the topic.</summary>
    private static InboundKind? KindOf(BrokerSession session, string topic)
    {
        if (!TopicRules.MayPublish(topic, session.Publishes))
        {
            return null;
        }
        return InboundTopic.KindOf(topic);
    }

    private void TooFast(InterceptingPublishEventArgs publish, BrokerSession session)
    {
        metrics.Rejected("too fast");
        publish.Response.ReasonCode = MqttPubAckReasonCode.QuotaExceeded;
        publish.Response.ReasonString = "too many messages or bytes a second";
        session.Refusals++;
        if (session.Protocol != MqttProtocolVersion.V500)
        {
            publish.CloseConnection = true; // its PUBACK could not say no
        }
        if (session.Refusals == options.RefusalsBeforeDisconnect || session.Protocol != MqttProtocolVersion.V500)
        {
            audit(BrokerAuditKind.TooFast, session.User, session.Address.ToString(), "");
            Disconnecting?.Invoke(session.ClientId, MqttDisconnectReasonCode.MessageRateTooHigh);
        }
    }

    private void Refuse(InterceptingPublishEventArgs publish, BrokerSession? session, MqttPubAckReasonCode code, string reason)
    {
        metrics.Rejected(reason);
        publish.Response.ReasonCode = code;
        publish.Response.ReasonString = reason;
        publish.CloseConnection = session?.Protocol != MqttProtocolVersion.V500; // its PUBACK could not say no
        audit(BrokerAuditKind.PublishRefused, session?.User ?? publish.ClientId, session?.Address.ToString() ?? "", $"{reason}: {publish.ApplicationMessage.Topic}");
    }

    public static MqttApplicationMessage Down(TopicKind kind, string deviceId, byte[] payload, MqttQualityOfServiceLevel quality) => new()
    {
        Topic = Topics.Of(kind, deviceId),
        Payload = new ReadOnlySequence<byte>(payload),
        QualityOfServiceLevel = quality,
    };

    [LoggerMessage(2001, LogLevel.Error, "A message of {Device} ({Kind}) could not be kept; it is not acknowledged.")]
    private partial void LogInboxFailed(string device, InboundKind kind, Exception exception);
}
