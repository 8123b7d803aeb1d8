using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace RlsMotion.Recordings.Cwa;

/// <summary>One data block of 512 bytes (openmovement Docs/ax3/cwa.h; time as in omconvert omdata.c).</summary>
internal readonly struct CwaBlock
{
    public const int Length = 512;
    public const int DataAt = 30;
    public const int DataLength = 480;

    /// <summary>
    /// Count at 0 degrees, and counts per degree: the line of openmovement's CWA_readFile.m, which scikit-digital-health's reference arrays follow. The
    /// maker's newer text (ax3-auxiliary.md) gives count x 75 / 256 - 50, some two degrees lower at 30.
    /// </summary>
    public const double TemperatureZero = 171;

    /// <summary>See <see cref="TemperatureZero"/>.</summary>
    public const double TemperatureCountsPerDegree = 3.142;

    /// <summary>Time of the first sample as local wall time in microseconds.</summary>
    public required double LocalMicroseconds { get; init; }

    /// <summary>Samples per second.</summary>
    public required double RateHz { get; init; }

    /// <summary>Samples.</summary>
    public required int Count { get; init; }

    /// <summary>Three, or six with a gyroscope before the accelerometer.</summary>
    public required int Axes { get; init; }

    /// <summary>Whether three axes of ten bits share an exponent in four bytes; else 16-bit numbers.</summary>
    public required bool IsPacked { get; init; }

    /// <summary>Counts per g.</summary>
    public required int LsbPerG { get; init; }

    /// <summary>Counts per degree a second; zero without a gyroscope.</summary>
    public required double CountsPerDps { get; init; }

    /// <summary>In degrees Celsius.</summary>
    public required double TemperatureC { get; init; }

    /// <summary>0 to 100.</summary>
    public required int BatteryPercent { get; init; }

    /// <summary>Reads a block's head; false if the block is damaged or is none.</summary>
    public static bool TryParse(ReadOnlySpan<byte> block, out CwaBlock parsed)
    {
        parsed = default;
        ushort lightScale = BinaryPrimitives.ReadUInt16LittleEndian(block[18..]);
        int axes = block[25] >> 4;
        int packing = block[25] & 15;
        int count = BinaryPrimitives.ReadUInt16LittleEndian(block[28..]);
        bool isPacked = packing == 0 && axes == 3;
        int sampleBytes = isPacked ? 4 : 2 * axes;
        if (block[0] != 'A' || block[1] != 'X' || BinaryPrimitives.ReadUInt16LittleEndian(block[2..]) != Length - 4 || !HasValidChecksum(block)
            || !(isPacked || (packing == 2 && axes is 3 or 6)) || count == 0 || count * sampleBytes > DataLength
            || CwaHeader.Rate(block[24]) is not { } rate || !TryTime(block, rate, out double time))
        {
            return false;
        }
        int gyroscope = (lightScale >> 10) & 7;
        double voltage = (block[23] + 512.0) * 6000 / 1024 / 1000;
        parsed = new()
        {
            LocalMicroseconds = time,
            RateHz = rate,
            Count = count,
            Axes = axes,
            IsPacked = isPacked,
            LsbPerG = isPacked ? 256 : 1 << (8 + (lightScale >> 13)),
            CountsPerDps = axes == 6 && gyroscope > 0 ? 32768.0 / (8000.0 / (1 << gyroscope)) : 0,
            TemperatureC = ((BinaryPrimitives.ReadUInt16LittleEndian(block[20..]) & 0x3FF) - TemperatureZero) / TemperatureCountsPerDegree,
            BatteryPercent = (int)Math.Clamp(Math.Round((voltage - 3.5) / 0.7 * 100), 0, 100), // lithium cell: 3.5 V empty, 4.2 V full
        };
        return true;
    }

    /// <summary>Decodes the samples into g and, if there is a gyroscope, degrees per second; both interleaved, 3 x <see cref="Count"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    public void Decode(ReadOnlySpan<byte> block, Span<double> xyz, Span<double> rotation)
    {
        ReadOnlySpan<byte> data = block.Slice(DataAt, DataLength);
        double unit = 1.0 / LsbPerG;
        if (IsPacked)
        {
            for (int i = 0; i < Count; i++)
            {
                uint word = BinaryPrimitives.ReadUInt32LittleEndian(data[(4 * i)..]);
                int exponent = (int)(word >> 30);
                xyz[3 * i] = (((int)(word << 22) >> 22) << exponent) * unit;
                xyz[(3 * i) + 1] = (((int)(word << 12) >> 22) << exponent) * unit;
                xyz[(3 * i) + 2] = (((int)(word << 2) >> 22) << exponent) * unit;
            }
            return;
        }
        if (Axes == 3 && BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<short> counts = MemoryMarshal.Cast<byte, short>(data)[..(3 * Count)];
            Span<double> values = xyz[..counts.Length];
            for (int i = 0; i < counts.Length; i++)
            {
                values[i] = counts[i] * unit;
            }
            return;
        }
        int first = Axes == 6 ? 3 : 0;
        for (int i = 0; i < Count; i++)
        {
            ReadOnlySpan<byte> sample = data.Slice(2 * Axes * i, 2 * Axes);
            for (int axis = 0; axis < 3; axis++)
            {
                xyz[(3 * i) + axis] = BinaryPrimitives.ReadInt16LittleEndian(sample[(2 * (first + axis))..]) * unit;
                if (CountsPerDps > 0)
                {
                    rotation[(3 * i) + axis] = BinaryPrimitives.ReadInt16LittleEndian(sample[(2 * axis)..]) / CountsPerDps;
                }
            }
        }
    }

    /// <summary>Whether the 256 words of a block sum to zero.</summary>
    public static bool HasValidChecksum(ReadOnlySpan<byte> block) => Sum(block) == 0;

    /// <summary>Sum of a block's little-endian words, modulo 65536.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    public static ushort Sum(ReadOnlySpan<byte> block)
    {
        if (BitConverter.IsLittleEndian)
        {
            ReadOnlySpan<ushort> words = MemoryMarshal.Cast<byte, ushort>(block[..Length]);
            Vector128<ushort> sums = Vector128<ushort>.Zero;
            for (int i = 0; i < words.Length; i += Vector128<ushort>.Count)
            {
                sums += Vector128.Create(words.Slice(i, Vector128<ushort>.Count));
            }
            return Vector128.Sum(sums);
        }
        ushort sum = 0;
        for (int i = 0; i < Length; i += 2)
        {
            unchecked
            {
                sum += BinaryPrimitives.ReadUInt16LittleEndian(block[i..]);
            }
        }
        return sum;
    }

    private static bool TryTime(ReadOnlySpan<byte> block, double rate, out double microseconds)
    {
        uint packed = BinaryPrimitives.ReadUInt32LittleEndian(block[14..]);
        microseconds = 0;
        if (!CwaTime.TryUnpack(packed, out long seconds))
        {
            return false;
        }
        int fractional = BinaryPrimitives.ReadUInt16LittleEndian(block[4..]);
        int offset = BinaryPrimitives.ReadInt16LittleEndian(block[26..]);
        double fraction = 0;
        if ((fractional & 0x8000) != 0)
        {
            int ticks = (fractional & 0x7FFF) << 1;
            fraction = ticks / 65536.0;
            offset += (ticks * (int)rate) >> 16; // the firmware moved the offset back by the fraction it now tells
        }
        microseconds = (seconds + fraction - (offset / rate)) * 1e6;
        return Microseconds.IsBelievable(microseconds);
    }
}
