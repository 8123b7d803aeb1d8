using System.Buffers.Binary;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>Reads binary frame v1. Everything is checked against the length before anything is allocated.</summary>
internal static class FrameDecoder
{
    public static PacketError Decode(ReadOnlySpan<byte> frame, out SensorPacket? packet)
    {
        packet = null;
        PacketError error = CheckHeader(frame);
        if (error != PacketError.None)
        {
            return error;
        }
        var flags = (PacketFlags)frame[FrameLayout.FlagsAt];
        int count = BinaryPrimitives.ReadUInt16LittleEndian(frame[FrameLayout.CountAt..]);
        int axes = frame[FrameLayout.AxesAt];
        int scale = BinaryPrimitives.ReadUInt16LittleEndian(frame[FrameLayout.ScaleAt..]);
        bool deltas = flags.HasFlag(PacketFlags.Deltas);
        bool checksum = flags.HasFlag(PacketFlags.Checksum);

        int bodyBytes = frame.Length - FrameLayout.HeaderBytes - (checksum ? FrameLayout.ChecksumBytes : 0);
        int leastBytes = deltas ? count * axes : count * axes * sizeof(short);
        if (bodyBytes < leastBytes)
        {
            return PacketError.SamplesCut;
        }
        if (!deltas && bodyBytes > leastBytes)
        {
            return PacketError.TrailingBytes;
        }
        if (checksum && Crc32C.Of(frame[..^FrameLayout.ChecksumBytes]) != BinaryPrimitives.ReadUInt32LittleEndian(frame[^FrameLayout.ChecksumBytes..]))
        {
            return PacketError.ChecksumMismatch;
        }

        ReadOnlySpan<byte> body = frame.Slice(FrameLayout.HeaderBytes, bodyBytes);
        double[] xyzG = new double[3 * count];
        double[] rotation = axes == 6 ? new double[3 * count] : [];
        error = deltas ? SampleBytes.ReadDeltas(body, scale, xyzG, rotation) : SampleBytes.ReadInterleaved(body, scale, xyzG, rotation);
        if (error != PacketError.None)
        {
            return error;
        }
        uint latency = BinaryPrimitives.ReadUInt32LittleEndian(frame[FrameLayout.LatencyAt..]);
        packet = new SensorPacket
        {
            XyzG = xyzG,
            RotationDps = rotation,
            Boot = BinaryPrimitives.ReadUInt32LittleEndian(frame[FrameLayout.BootAt..]),
            Sequence = BinaryPrimitives.ReadUInt32LittleEndian(frame[FrameLayout.SequenceAt..]),
            FirstIndex = BinaryPrimitives.ReadInt64LittleEndian(frame[FrameLayout.FirstIndexAt..]),
            FirstTimeMicroseconds = BinaryPrimitives.ReadInt64LittleEndian(frame[FrameLayout.FirstTimeAt..]),
            PeriodNanoseconds = BinaryPrimitives.ReadUInt32LittleEndian(frame[FrameLayout.PeriodAt..]),
            Flags = flags,
            LsbPerG = scale,
            BatteryPercent = WireLimits.Battery(frame[FrameLayout.BatteryAt]),
            TemperatureC = WireLimits.Temperature(BinaryPrimitives.ReadInt16LittleEndian(frame[FrameLayout.TemperatureAt..])),
            LatencyMilliseconds = latency == FrameLayout.UnknownLatency ? null : latency,
        };
        return PacketError.None;
    }

    private static PacketError CheckHeader(ReadOnlySpan<byte> frame)
    {
        if (frame.Length < sizeof(ushort))
        {
            return PacketError.HeaderCut;
        }
        if (BinaryPrimitives.ReadUInt16LittleEndian(frame) != FrameLayout.Magic)
        {
            return PacketError.WrongMagic;
        }
        if (frame.Length > FrameLayout.VersionAt && frame[FrameLayout.VersionAt] != WireLimits.Version)
        {
            return PacketError.UnsupportedVersion;
        }
        if (frame.Length < FrameLayout.HeaderBytes)
        {
            return PacketError.HeaderCut;
        }
        return frame[FrameLayout.AxesAt] is not (3 or 6) ? PacketError.UnsupportedAxes
            : BinaryPrimitives.ReadUInt16LittleEndian(frame[FrameLayout.CountAt..]) == 0 ? PacketError.NoSamples
            : BinaryPrimitives.ReadUInt16LittleEndian(frame[FrameLayout.CountAt..]) > SensorPacket.MaxSamples ? PacketError.TooManySamples
            : BinaryPrimitives.ReadUInt32LittleEndian(frame[FrameLayout.PeriodAt..]) == 0 ? PacketError.PeriodOutOfRange
            : BinaryPrimitives.ReadUInt16LittleEndian(frame[FrameLayout.ScaleAt..]) == 0 ? PacketError.ScaleOutOfRange
            : !WireLimits.IsIndex(BinaryPrimitives.ReadUInt64LittleEndian(frame[FrameLayout.FirstIndexAt..])) ? PacketError.IndexOutOfRange
            : !WireLimits.IsTime(BinaryPrimitives.ReadInt64LittleEndian(frame[FrameLayout.FirstTimeAt..])) ? PacketError.TimeOutOfRange
            : PacketError.None;
    }
}
