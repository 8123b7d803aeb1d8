using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace RlsMotion.Ingest.Wire;

/// <summary>Samples as bytes: int16 one after another, or differences axis by axis.</summary>
internal static class SampleBytes
{
    /// <summary>Reads int16 little endian; the body is exactly as long as the samples need.</summary>
    public static PacketError ReadInterleaved(ReadOnlySpan<byte> body, int lsbPerG, Span<double> xyzG, Span<double> rotationDps)
    {
        if (rotationDps.IsEmpty && BitConverter.IsLittleEndian)
        {
            Divide(MemoryMarshal.Cast<byte, short>(body), lsbPerG, xyzG);
            return PacketError.None;
        }
        int axes = rotationDps.IsEmpty ? 3 : 6;
        for (int sample = 0; sample < xyzG.Length / 3; sample++)
        {
            for (int axis = 0; axis < axes; axis++)
            {
                short count = BinaryPrimitives.ReadInt16LittleEndian(body[(sizeof(short) * ((sample * axes) + axis))..]);
                Place(xyzG, rotationDps, lsbPerG, sample, axis, count);
            }
        }
        return PacketError.None;
    }

    /// <summary>Reads zig-zag LEB128, axis by axis: the first value, then each difference to its predecessor.</summary>
    public static PacketError ReadDeltas(ReadOnlySpan<byte> body, int lsbPerG, Span<double> xyzG, Span<double> rotationDps)
    {
        int axes = rotationDps.IsEmpty ? 3 : 6;
        int at = 0;
        for (int axis = 0; axis < axes; axis++)
        {
            long value = 0;
            for (int sample = 0; sample < xyzG.Length / 3; sample++)
            {
                if (!TryReadVarint(body, ref at, out uint zigzag))
                {
                    return PacketError.MalformedDelta;
                }
                value += (int)(zigzag >> 1) ^ -(int)(zigzag & 1);
                if (value is < short.MinValue or > short.MaxValue)
                {
                    return PacketError.ValueOutOfRange;
                }
                Place(xyzG, rotationDps, lsbPerG, sample, axis, (short)value);
            }
        }
        return at == body.Length ? PacketError.None : PacketError.TrailingBytes;
    }

    /// <summary>Writes int16 little endian; returns the bytes written.</summary>
    public static int WriteInterleaved(ReadOnlySpan<short> counts, Span<byte> body)
    {
        for (int i = 0; i < counts.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(body[(sizeof(short) * i)..], counts[i]);
        }
        return sizeof(short) * counts.Length;
    }

    /// <summary>Writes differences; returns the bytes written, at most <see cref="FrameLayout.MaxDeltaBytes"/> a count.</summary>
    public static int WriteDeltas(ReadOnlySpan<short> counts, int axes, Span<byte> body)
    {
        int at = 0;
        for (int axis = 0; axis < axes; axis++)
        {
            int previous = 0;
            for (int i = axis; i < counts.Length; i += axes)
            {
                int difference = counts[i] - previous;
                previous = counts[i];
                uint zigzag = (uint)((difference << 1) ^ (difference >> 31));
                for (; zigzag >= 0x80; zigzag >>= 7)
                {
                    body[at++] = (byte)(zigzag | 0x80);
                }
                body[at++] = (byte)zigzag;
            }
        }
        return at;
    }

    /// <summary>Counts over the scale, four at a time where the processor can: the same division, so the same bits.</summary>
    private static void Divide(ReadOnlySpan<short> counts, double scale, Span<double> xyzG)
    {
        int at = 0;
        if (Avx.IsSupported)
        {
            var divisor = Vector256.Create(scale);
            ReadOnlySpan<ulong> fours = MemoryMarshal.Cast<short, ulong>(counts);
            foreach (ulong four in fours)
            {
                Vector128<int> wide = Sse41.ConvertToVector128Int32(Vector128.CreateScalar(four).AsInt16());
                (Avx.ConvertToVector256Double(wide) / divisor).CopyTo(xyzG[at..]);
                at += Vector256<double>.Count;
            }
        }
        for (; at < counts.Length; at++)
        {
            xyzG[at] = counts[at] / scale;
        }
    }

    private static bool TryReadVarint(ReadOnlySpan<byte> body, ref int at, out uint value)
    {
        ulong read = 0;
        for (int i = 0; i < FrameLayout.MaxVarintBytes && at < body.Length; i++)
        {
            byte next = body[at++];
            read |= (ulong)(next & 0x7F) << (7 * i);
            if (next < 0x80)
            {
                value = (uint)read;
                return read <= uint.MaxValue;
            }
        }
        value = 0;
        return false;
    }

    private static void Place(Span<double> xyzG, Span<double> rotationDps, double lsbPerG, int sample, int axis, short count)
    {
        if (axis < 3)
        {
            xyzG[(3 * sample) + axis] = count / lsbPerG;
        }
        else
        {
            rotationDps[(3 * sample) + axis - 3] = count / WireLimits.RotationCountsPerDps;
        }
    }
}
