using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Inbound;

namespace RlsMotion.Ingest.Sensors;

/// <summary>A frame, or samples declared lost, on the way to durability.</summary>
internal sealed class RingEntry
{
    private RingEntry(uint boot, long fromIndex, long toIndex, SensorPacket? packet) => (Boot, FromIndex, ToIndex, Packet) = (boot, fromIndex, toIndex, packet);

    public uint Boot { get; }

    /// <summary>First sample.</summary>
    public long FromIndex { get; }

    /// <summary>Index after the last sample.</summary>
    public long ToIndex { get; }

    /// <summary>The frame; null for a loss.</summary>
    public SensorPacket? Packet { get; }

    /// <summary>Whether <c>down/ack</c> can free it; without a counter its PUBACK does.</summary>
    public bool HasIndex => Packet?.HasCounter ?? true;

    /// <summary>Handed to the link, and not taken back.</summary>
    public bool IsSent { get; set; }

    /// <summary>Counts every sending of the ring; that of the last one.</summary>
    public long SentAs { get; set; }

    /// <summary>Sent late or again: its time says nothing about the link.</summary>
    public bool IsHistory { get; set; }

    /// <summary>False once it left the ring.</summary>
    public bool IsKept { get; set; } = true;

    public static RingEntry Frame(SensorPacket packet) => new(packet.Boot, packet.FirstIndex, packet.EndIndex, packet);

    public static RingEntry Loss(LossDeclaration loss) => new(loss.Boot, loss.FromIndex, loss.ToIndex, null);
}
