using System.Buffers;
using System.Text.Json;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>Writes JSON that decodes to the very packet: integer counts where the sensor counts, else g with all digits.</summary>
/// <remarks>A sample takes up to 60 bytes; <see cref="CborPacketEncoder"/> carries the same in 24.</remarks>
public static class JsonPacketEncoder
{
    /// <summary>Writes a packet. Without a counter boot, sequence and index are left out: the reader makes the index from the time and the sequence from the payload.</summary>
    /// <exception cref="ArgumentException">A field is beyond what can be carried, or the packet has no counter and its index is not the one of its time.</exception>
    public static byte[] Encode(SensorPacket packet)
    {
        ArgumentNullException.ThrowIfNull(packet);
        WireLimits.ThrowUnlessCarriable(packet);
        var buffer = new ArrayBufferWriter<byte>(128 + (packet.XyzG.Length * 20));
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartObject();
            writer.WriteNumber("v"u8, WireLimits.Version);
            WriteCounter(writer, packet);
            writer.WriteNumber("t0"u8, packet.FirstTimeMicroseconds / 1_000_000m);
            writer.WriteNumber("hz"u8, packet.RateHz);
            writer.WriteNumber("flags"u8, (byte)packet.Flags);
            if (packet.BatteryPercent is { } battery)
            {
                writer.WriteNumber("bat"u8, battery);
            }
            if (packet.TemperatureC is { } temperature)
            {
                writer.WriteNumber("temp"u8, temperature);
            }
            if (packet.LatencyMilliseconds is { } latency)
            {
                writer.WriteNumber("lat"u8, latency);
            }
            WriteSamples(writer, packet);
            writer.WriteEndObject();
        }
        return buffer.WrittenSpan.ToArray();
    }

    private static void WriteCounter(Utf8JsonWriter writer, SensorPacket packet)
    {
        if (packet.HasCounter)
        {
            writer.WriteNumber("boot"u8, packet.Boot);
            writer.WriteNumber("seq"u8, packet.Sequence);
            writer.WriteNumber("idx"u8, packet.FirstIndex);
            return;
        }
        if (!WireLimits.TryGridIndex(packet.FirstTimeMicroseconds, packet.PeriodNanoseconds, out long index) || index != packet.FirstIndex)
        {
            throw new ArgumentException($"Without a counter the index is the one of the time; {packet.FirstIndex} was given.", nameof(packet));
        }
        if (packet.Boot != 0)
        {
            writer.WriteNumber("boot"u8, packet.Boot);
        }
    }

    private static void WriteSamples(Utf8JsonWriter writer, SensorPacket packet)
    {
        ReadOnlySpan<double> xyzG = packet.XyzG.Span;
        if (packet.LsbPerG is null)
        {
            writer.WriteString("unit"u8, "g"u8);
            WriteRows(writer, "xyz"u8, xyzG);
        }
        else
        {
            int scale = SampleCounts.Scale(packet);
            short[] counts = SampleCounts.Of(xyzG, scale, "g");
            writer.WriteString("unit"u8, "raw"u8);
            writer.WriteNumber("lsb"u8, scale);
            writer.WriteStartArray("xyz"u8);
            for (int i = 0; i < counts.Length; i += 3)
            {
                writer.WriteStartArray();
                writer.WriteNumberValue(counts[i]);
                writer.WriteNumberValue(counts[i + 1]);
                writer.WriteNumberValue(counts[i + 2]);
                writer.WriteEndArray();
            }
            writer.WriteEndArray();
        }
        if (!packet.RotationDps.IsEmpty)
        {
            WriteRows(writer, "dps"u8, packet.RotationDps.Span);
        }
    }

    private static void WriteRows(Utf8JsonWriter writer, ReadOnlySpan<byte> name, ReadOnlySpan<double> values)
    {
        writer.WriteStartArray(name);
        for (int i = 0; i < values.Length; i += 3)
        {
            writer.WriteStartArray();
            writer.WriteNumberValue(values[i]);
            writer.WriteNumberValue(values[i + 1]);
            writer.WriteNumberValue(values[i + 2]);
            writer.WriteEndArray();
        }
        writer.WriteEndArray();
    }
}
