using System.Buffers.Binary;
using System.Numerics;

namespace RlsMotion.Ingest.Wire;

/// <summary>CRC-32C (Castagnoli), by the processor's instruction where it has one. The check value of "123456789" is 0xE3069283.</summary>
internal static class Crc32C
{
    public static uint Of(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }
        return ~crc;
    }
}
