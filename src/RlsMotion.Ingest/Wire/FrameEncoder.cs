using System.Buffers;
using System.Buffers.Binary;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>Writes binary frame v1: what a battery-powered sensor sends. Decoding gives the very packet back.</summary>
public static class FrameEncoder
{
    /// <summary>Writes a packet; its flags choose differences and the CRC-32C trailer. Temperature is kept to 0.01 °C.</summary>
    /// <exception cref="ArgumentException">The packet has no counter, no counts per g, a value that is not exactly an integer over them, or a field beyond the frame's.</exception>
    public static byte[] Encode(SensorPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        WireLimits.ThrowUnlessCarriable(packet);
        if (!packet.HasCounter)
        {
            throw new ArgumentException("A binary frame counts packets and samples, and this packet's sender does not; send it with JsonPacketEncoder.", nameof(packet));
        }
        int scale = SampleCounts.Scale(packet);
        short[] counts = SampleCounts.Of(packet);
        int axes = packet.RotationDps.IsEmpty ? 3 : 6;
        bool deltas = packet.Flags.HasFlag(PacketFlags.Deltas);
        bool checksum = packet.Flags.HasFlag(PacketFlags.Checksum);

        byte[] buffer = ArrayPool<byte>.Shared.Rent(
            FrameLayout.HeaderBytes + (counts.Length * (deltas ? FrameLayout.MaxDeltaBytes : sizeof(short))) + FrameLayout.ChecksumBytes);
        try
        {
            Span<byte> frame = buffer;
            WriteHeader(packet, scale, axes, frame);
            int length = FrameLayout.HeaderBytes;
            length += deltas ? SampleBytes.WriteDeltas(counts, axes, frame[length..]) : SampleBytes.WriteInterleaved(counts, frame[length..]);
            if (checksum)
            {
                BinaryPrimitives.WriteUInt32LittleEndian(frame[length..], Crc32C.Of(frame[..length]));
                length += FrameLayout.ChecksumBytes;
            }
            return frame[..length].ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static void WriteHeader(SensorPacket packet, int scale, int axes, Span<byte> frame)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(frame, FrameLayout.Magic);
        frame[FrameLayout.VersionAt] = WireLimits.Version;
        frame[FrameLayout.FlagsAt] = (byte)packet.Flags;
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FrameLayout.BootAt..], packet.Boot);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FrameLayout.SequenceAt..], packet.Sequence);
        BinaryPrimitives.WriteInt64LittleEndian(frame[FrameLayout.FirstIndexAt..], packet.FirstIndex);
        BinaryPrimitives.WriteInt64LittleEndian(frame[FrameLayout.FirstTimeAt..], packet.FirstTimeMicroseconds);
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FrameLayout.PeriodAt..], packet.PeriodNanoseconds);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[FrameLayout.CountAt..], (ushort)packet.Count);
        BinaryPrimitives.WriteUInt16LittleEndian(frame[FrameLayout.ScaleAt..], (ushort)scale);
        frame[FrameLayout.AxesAt] = (byte)axes;
        frame[FrameLayout.BatteryAt] = (byte)(packet.BatteryPercent ?? WireLimits.UnknownBattery);
        BinaryPrimitives.WriteInt16LittleEndian(frame[FrameLayout.TemperatureAt..], (short)TemperatureCounts(packet));
        BinaryPrimitives.WriteUInt32LittleEndian(frame[FrameLayout.LatencyAt..], (uint?)packet.LatencyMilliseconds ?? FrameLayout.UnknownLatency);
    }

    internal static int TemperatureCounts(SensorPacket packet) => packet.TemperatureC is { } celsius
        ? (int)Math.Round(celsius * WireLimits.TemperatureCountsPerDegree)
        : WireLimits.UnknownTemperature;
}
