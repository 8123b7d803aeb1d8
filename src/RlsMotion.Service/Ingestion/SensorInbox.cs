using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Wire;
using RlsMotion.Ingest.Wire.Messages;
using RlsMotion.Service.Nights;
using RlsMotion.Storage;
using RlsMotion.Storage.Packets;

namespace RlsMotion.Service.Ingestion;

/// <summary>Takes the sensors' messages: into the packet log first, and only then into anybody's view.</summary>
public sealed partial class SensorInbox(IPacketLog log, People people, NightHints hints, LiveSignals signals, PacketTimes times, ILogger<SensorInbox> logger) : IInbox
{
    /// <inheritdoc/>
    public async ValueTask<MessageVerdict> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        try
        {
            return message.Kind switch
            {
                InboundKind.Samples => await SamplesAsync(message, cancellationToken),
                InboundKind.Event => await EventAsync(message, cancellationToken),
                InboundKind.State => await people.SaidAsync(message, cancellationToken),
                InboundKind.Info => await people.SaidAsync(message, cancellationToken),
                _ => MessageVerdict.Stored,
            };
        }
        catch (StorageException error)
        {
            LogNotStored(error, message.DeviceId);
            return MessageVerdict.Unavailable("log");
        }
    }

    private async ValueTask<MessageVerdict> SamplesAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        PacketError error = PacketDecoder.Decode(message.Payload.Span, message.ContentType, out SensorPacket? packet);
        if (packet is null)
        {
            LogMalformed(message.DeviceId, error);
            return MessageVerdict.Malformed(error.ToString());
        }
        if (await people.FindSensorAsync(message.DeviceId, cancellationToken) is not { } found)
        {
            return MessageVerdict.Malformed("unknown-sensor");
        }
        var entry = new PacketEntry
        {
            Sensor = message.DeviceId,
            Boot = packet.Boot,
            Sequence = packet.Sequence,
            HasCounter = packet.HasCounter,
            FirstIndex = packet.FirstIndex,
            Count = packet.Count,
            Time = times.Believe(message.DeviceId, packet, message.Received),
            Received = message.Received,
            ContentType = message.ContentType,
            Payload = message.Payload,
        };
        AppendResult appended = await log.AppendAsync(entry, cancellationToken);
        if (appended.IsConflict)
        {
            // Refused for good: the log says so, and the sensor's acknowledgement goes on past it.
            LogConflict(message.DeviceId, packet.Boot, packet.Sequence);
            await log.DeclareLostAsync(message.DeviceId, packet.Boot, packet.FirstIndex, packet.EndIndex, cancellationToken);
            return new(MessageOutcome.Malformed, await AcknowledgementAsync(message.DeviceId, packet.Boot, cancellationToken), "sequence-used-twice");
        }
        if (appended.IsNew)
        {
            signals.Of(message.DeviceId).Add(packet, message.Received);
            people.Heard(message.DeviceId, message.Received, packet.BatteryPercent);
            hints.More(new NightAddress(found.Subject.Id, NightKey.Of(found.Subject.Id, entry.Time, found.Subject.Zone).Date));
        }
        return MessageVerdict.StoredThrough(await AcknowledgementAsync(message.DeviceId, packet.Boot, cancellationToken));
    }

    private async ValueTask<MessageVerdict> EventAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (DeviceEvent.Read(message.Payload) is not { } happened)
        {
            return MessageVerdict.Malformed("event");
        }
        if (happened.Lost is not { } loss)
        {
            return MessageVerdict.Stored; // a button or lights-off: nothing in a night depends on it
        }
        await log.DeclareLostAsync(message.DeviceId, loss.Boot, loss.FromIndex, loss.ToIndex, cancellationToken);
        return MessageVerdict.StoredThrough(await AcknowledgementAsync(message.DeviceId, loss.Boot, cancellationToken));
    }

    private async ValueTask<DurableAck?> AcknowledgementAsync(string sensor, uint boot, CancellationToken cancellationToken) =>
        await log.DurableThroughAsync(sensor, boot, cancellationToken) is { } through and > 0 ? new DurableAck(boot, through - 1) : null;

    [LoggerMessage(2010, LogLevel.Debug, "Sensor {Sensor} sent something that is no packet: {Error}.")]
    private partial void LogMalformed(string sensor, PacketError error);

    [LoggerMessage(2011, LogLevel.Warning, "Sensor {Sensor} used packet number {Sequence} of boot {Boot} for two packets; the first is kept.")]
    private partial void LogConflict(string sensor, uint boot, uint sequence);

    [LoggerMessage(2012, LogLevel.Error, "A message of sensor {Sensor} could not be stored and is not acknowledged: it comes again.")]
    private partial void LogNotStored(Exception error, string sensor);
}
