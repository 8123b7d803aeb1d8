using NodaTime;

namespace RlsMotion.Analysis.Samples;

/// <summary>Collects what the packets of one boot say about time.</summary>
/// <remarks>The marks depend on the set of packets, not on their order; a packet that comes twice changes nothing.</remarks>
/// <param name="periodNanoseconds">Nominal distance of samples; above zero.</param>
internal sealed class ClockTrace(uint periodNanoseconds)
{
    /// <summary>Width of a mark: a clock that steps is placed to within this. Packets are as long.</summary>
    private static readonly Duration MarkLength = Duration.FromSeconds(10);

    private readonly List<ClockMark> _marks = []; // rising in bucket

    /// <summary>Samples per mark.</summary>
    public long MarkSamples { get; } = Math.Max(1, (long)Math.Round(MarkLength.TotalNanoseconds / periodNanoseconds));

    /// <summary>Nominal distance of samples.</summary>
    public uint PeriodNanoseconds => periodNanoseconds;

    /// <summary>The marks, rising in index.</summary>
    public IReadOnlyList<ClockMark> Marks => _marks;

    /// <summary>Notes a packet's times.</summary>
    /// <param name="packet">Of this boot.</param>
    /// <param name="received">When it arrived; null where that is unknown or means nothing.</param>
    public void Add(SensorPacket packet, Instant? received)
    {
        ClockDelivery? delivery = received is { } instant ? DeliveryOf(packet, instant) : null;
        var mark = new ClockMark
        {
            Bucket = packet.FirstIndex / MarkSamples,
            Index = packet.FirstIndex,
            Sequence = packet.Sequence,
            DeviceMicroseconds = packet.FirstTimeMicroseconds,
            IsUnixTime = packet.Flags.HasFlag(PacketFlags.UnixTime),
            TemperatureC = packet.TemperatureC,
            IsCharging = packet.Flags.HasFlag(PacketFlags.Charging),
            Live = packet.Flags.HasFlag(PacketFlags.Historical) ? null : delivery,
            Any = delivery,
        };
        int at = _marks.Count;
        while (at > 0 && _marks[at - 1].Bucket >= mark.Bucket)
        {
            at--;
        }
        if (at == _marks.Count || _marks[at].Bucket != mark.Bucket)
        {
            _marks.Insert(at, mark);
        }
        else
        {
            _marks[at] = Merge(_marks[at], mark);
        }
    }

    private static ClockMark Merge(in ClockMark a, in ClockMark b)
    {
        bool isFirst = (a.Index, a.Sequence, a.DeviceMicroseconds).CompareTo((b.Index, b.Sequence, b.DeviceMicroseconds)) <= 0;
        return (isFirst ? a : b) with { Live = ClockDelivery.Quicker(a.Live, b.Live), Any = ClockDelivery.Quicker(a.Any, b.Any) };
    }

    private static ClockDelivery DeliveryOf(SensorPacket packet, Instant received)
    {
        long toSending = packet.LatencyMilliseconds is >= 0 and <= int.MaxValue and var latency
            ? latency * 1000
            : packet.Count * (long)packet.PeriodNanoseconds / 1000;
        long sent = packet.FirstTimeMicroseconds + toSending;
        long receivedMicroseconds = received.ToUnixTimeTicks() / 10;
        return new ClockDelivery(sent, receivedMicroseconds - sent);
    }
}
