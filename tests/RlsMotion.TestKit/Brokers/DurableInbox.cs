using System.Collections.Concurrent;
using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Inbound;
using RlsMotion.Ingest.Wire;

namespace RlsMotion.TestKit.Brokers;

/// <summary>An inbox that keeps packets in memory as the packet log keeps them on disk, and says how far each boot is without a hole.</summary>
public sealed class DurableInbox : IInbox
{
    private readonly Lock _lock = new();
    private readonly List<(uint Boot, long From, long To)> _known = [];

    public ConcurrentDictionary<(string Device, uint Boot, uint Sequence), SensorPacket> Packets { get; } = new();

    public ConcurrentQueue<SensorState> States { get; } = new();

    public ConcurrentQueue<LossDeclaration> Losses { get; } = new();

    public Func<InboundMessage, Task>? Before { get; set; }

    public async ValueTask<MessageVerdict> ReceiveAsync(InboundMessage message, CancellationToken cancellationToken)
    {
        if (Before is { } before)
        {
            await before(message);
        }
        switch (message.Kind)
        {
            case InboundKind.Samples:
                PacketError error = PacketDecoder.Decode(message.Payload.Span, message.ContentType, out SensorPacket? packet);
                if (packet is null)
                {
                    return MessageVerdict.Malformed(error.ToString());
                }
                Packets[(message.DeviceId, packet.Boot, packet.Sequence)] = packet;
                return MessageVerdict.StoredThrough(Know(packet.Boot, packet.FirstIndex, packet.EndIndex));
            case InboundKind.Event when LossDeclaration.Read(message.Payload) is { } loss:
                Losses.Enqueue(loss);
                return MessageVerdict.StoredThrough(Know(loss.Boot, loss.FromIndex, loss.ToIndex));
            case InboundKind.State when SensorState.Read(message.Payload) is { } state:
                States.Enqueue(state);
                return MessageVerdict.Stored;
            default:
                return MessageVerdict.Stored;
        }
    }

    private DurableAck? Know(uint boot, long from, long to)
    {
        lock (_lock)
        {
            _known.Add((boot, from, to));
            long end = 0;
            foreach ((uint _, long start, long stop) in _known.Where(span => span.Boot == boot).OrderBy(span => span.From))
            {
                if (start > end)
                {
                    break;
                }
                end = Math.Max(end, stop);
            }
            return end == 0 ? null : new DurableAck(boot, end - 1);
        }
    }
}
