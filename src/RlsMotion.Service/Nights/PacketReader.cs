using RlsMotion.Analysis.Samples;
using RlsMotion.Ingest.Wire;
using RlsMotion.Storage.Packets;

namespace RlsMotion.Service.Nights;

/// <summary>Reads the log's entries back as packets.</summary>
public sealed class PacketReader
{
    /// <summary>The packet of an entry; null if the codec does not understand it (any more).</summary>
    public SensorPacket? Read(PacketEntry entry) =>
        PacketDecoder.Decode(entry.Payload.Span, entry.ContentType, out SensorPacket? packet) == PacketError.None ? packet : null;
}
