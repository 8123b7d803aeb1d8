using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace RlsMotion.Analysis.Samples;

/// <summary>A number made of a packet's samples alone: decides between two packets of one sequence number, the same way everywhere.</summary>
internal static class PacketHash
{
    /// <summary>CRC-32C of the bits of each axis; the axes run side by side because that is three times as fast.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    public static ulong Of(ReadOnlySpan<double> xyzG)
    {
        ReadOnlySpan<ulong> bits = MemoryMarshal.Cast<double, ulong>(xyzG);
        (uint x, uint y, uint z) = (1, 2, 3);
        for (int i = 0; i + 2 < bits.Length; i += 3)
        {
            x = BitOperations.Crc32C(x, bits[i]);
            y = BitOperations.Crc32C(y, bits[i + 1]);
            z = BitOperations.Crc32C(z, bits[i + 2]);
        }
        return ((ulong)x << 32 | y) ^ ((ulong)z << 16) ^ (ulong)xyzG.Length;
    }
}
