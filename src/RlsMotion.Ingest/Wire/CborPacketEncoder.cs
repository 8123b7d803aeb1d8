using System.Buffers.Binary;
using System.Formats.Cbor;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>Writes the CBOR map: int16 where the sensor counts, else float64, so that decimal samples of a file lose nothing and 2000 of them fit 64 KiB.</summary>
public static class CborPacketEncoder
{
    /// <summary>Writes a packet. Temperature is kept to 0.01 °C.</summary>
    /// <exception cref="ArgumentException">The packet has no counter, or a field beyond the map's.</exception>
    public static byte[] Encode(SensorPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        WireLimits.ThrowUnlessCarriable(packet);
        if (!packet.HasCounter)
        {
            throw new ArgumentException("The CBOR map counts packets and samples, and this packet's sender does not; send it with JsonPacketEncoder.", nameof(packet));
        }
        var writer = new CborWriter(CborConformanceMode.Lax);
        writer.WriteStartMap(null);
        Write(writer, CborKeys.Version, WireLimits.Version);
        Write(writer, CborKeys.Boot, packet.Boot);
        Write(writer, CborKeys.Sequence, packet.Sequence);
        Write(writer, CborKeys.FirstIndex, packet.FirstIndex);
        Write(writer, CborKeys.FirstTime, packet.FirstTimeMicroseconds);
        Write(writer, CborKeys.Period, packet.PeriodNanoseconds);
        if (packet.LsbPerG is not null)
        {
            int scale = SampleCounts.Scale(packet);
            Write(writer, CborKeys.Scale, scale);
            WriteCounts(writer, CborKeys.Samples, SampleCounts.Of(packet.XyzG.Span, scale, "g"));
        }
        else
        {
            WriteDecimals(writer, CborKeys.Samples, packet.XyzG.Span);
        }
        Write(writer, CborKeys.Flags, (byte)packet.Flags);
        if (packet.BatteryPercent is { } battery)
        {
            Write(writer, CborKeys.Battery, battery);
        }
        if (packet.TemperatureC is not null)
        {
            Write(writer, CborKeys.Temperature, FrameEncoder.TemperatureCounts(packet));
        }
        if (packet.LatencyMilliseconds is { } latency)
        {
            Write(writer, CborKeys.Latency, latency);
        }
        if (!packet.RotationDps.IsEmpty)
        {
            WriteRotation(writer, packet.RotationDps.Span);
        }
        writer.WriteEndMap();
        return writer.Encode();
    }

    private static void WriteRotation(CborWriter writer, ReadOnlySpan<double> dps)
    {
        if (SampleCounts.AreExact(dps, WireLimits.RotationCountsPerDps))
        {
            WriteCounts(writer, CborKeys.Rotation, SampleCounts.Of(dps, WireLimits.RotationCountsPerDps, "°/s"));
        }
        else
        {
            WriteDecimals(writer, CborKeys.Rotation, dps);
        }
    }

    private static void Write(CborWriter writer, int key, long value)
    {
        writer.WriteInt32(key);
        writer.WriteInt64(value);
    }

    private static void WriteCounts(CborWriter writer, int key, ReadOnlySpan<short> counts)
    {
        byte[] bytes = new byte[sizeof(short) * counts.Length];
        SampleBytes.WriteInterleaved(counts, bytes);
        WriteArray(writer, key, CborKeys.Int16LittleEndian, bytes);
    }

    private static void WriteDecimals(CborWriter writer, int key, ReadOnlySpan<double> values)
    {
        byte[] bytes = new byte[sizeof(double) * values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(sizeof(double) * i), values[i]);
        }
        WriteArray(writer, key, CborKeys.Float64LittleEndian, bytes);
    }

    private static void WriteArray(CborWriter writer, int key, ulong tag, ReadOnlySpan<byte> bytes)
    {
        writer.WriteInt32(key);
        writer.WriteTag((CborTag)tag);
        writer.WriteByteString(bytes);
    }
}
