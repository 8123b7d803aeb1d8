using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>The way back from g to the integers that a sensor counted.</summary>
internal static class SampleCounts
{
    /// <summary>Counts of a packet, interleaved x, y, z and, with rotation, gx, gy, gz.</summary>
    /// <exception cref="ArgumentException">The packet has no counts per g, or a value that is not exactly an int16 over them.</exception>
    public static short[] Of(SensorPacket packet)
    {
        int scale = Scale(packet);
        int axes = packet.RotationDps.IsEmpty ? 3 : 6;
        ReadOnlySpan<double> xyzG = packet.XyzG.Span;
        ReadOnlySpan<double> rotation = packet.RotationDps.Span;
        short[] counts = new short[packet.Count * axes];
        for (int sample = 0; sample < packet.Count; sample++)
        {
            for (int axis = 0; axis < 3; axis++)
            {
                counts[(sample * axes) + axis] = Exactly(xyzG[(3 * sample) + axis], scale, "g");
                if (axes == 6)
                {
                    counts[(sample * axes) + 3 + axis] = Exactly(rotation[(3 * sample) + axis], WireLimits.RotationCountsPerDps, "°/s");
                }
            }
        }
        return counts;
    }

    /// <summary>Counts of interleaved values.</summary>
    public static short[] Of(ReadOnlySpan<double> values, double scale, string unit)
    {
        short[] counts = new short[values.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            counts[i] = Exactly(values[i], scale, unit);
        }
        return counts;
    }

    /// <summary>True where every value is exactly a whole number of counts that fits int16.</summary>
    public static bool AreExact(ReadOnlySpan<double> values, double scale)
    {
        foreach (double value in values)
        {
            double count = Math.Round(value * scale);
            if (!(count is >= short.MinValue and <= short.MaxValue && count / scale == value))
            {
                return false;
            }
        }
        return true;
    }

    public static int Scale(SensorPacket packet) => packet.LsbPerG switch
    {
        null => throw new ArgumentException(
            "The packet's samples are decimal numbers (LsbPerG is null) and would lose digits as integers; send it with CborPacketEncoder or JsonPacketEncoder.", nameof(packet)),
        < 1 or > ushort.MaxValue => throw new ArgumentException($"Counts per g are 1 to 65535; {packet.LsbPerG} were given.", nameof(packet)),
        { } scale => scale,
    };

    private static short Exactly(double value, double scale, string unit)
    {
        double count = Math.Round(value * scale);
        return count is >= short.MinValue and <= short.MaxValue && count / scale == value
            ? (short)count
            : throw new ArgumentException($"{value} {unit} is not a whole number of counts of 1/{scale} {unit} that fits 16 bits.", nameof(value));
    }
}
