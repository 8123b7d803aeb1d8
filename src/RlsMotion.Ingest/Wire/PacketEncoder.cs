using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>Writes any packet in the smallest encoding that loses nothing.</summary>
public static class PacketEncoder
{
    /// <summary>Binary where the sensor counts in integers, CBOR where samples are decimal, JSON where the sender has no counter. 2000 samples stay below 64 KiB in the first two.</summary>
    /// <exception cref="ArgumentException">A field is beyond what can be carried.</exception>
    public static EncodedPacket Encode(SensorPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        if (!packet.HasCounter)
        {
            return new(JsonPacketEncoder.Encode(packet), ContentTypes.Json);
        }
        bool counted = packet.LsbPerG is >= 1 and <= ushort.MaxValue
            && SampleCounts.AreExact(packet.XyzG.Span, packet.LsbPerG.Value)
            && SampleCounts.AreExact(packet.RotationDps.Span, WireLimits.RotationCountsPerDps);
        return counted ? new(FrameEncoder.Encode(packet), ContentTypes.Binary) : new(CborPacketEncoder.Encode(packet), ContentTypes.Cbor);
    }
}
