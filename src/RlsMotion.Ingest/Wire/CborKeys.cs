namespace RlsMotion.Ingest.Wire;

/// <summary>Keys and tags of the CBOR map (docs/wire.md).</summary>
internal static class CborKeys
{
    public const int Version = 0;
    public const int Boot = 1;
    public const int Sequence = 2;
    public const int FirstIndex = 3;
    public const int FirstTime = 4;
    public const int Period = 5;
    public const int Scale = 6;
    public const int Samples = 7;
    public const int Flags = 8;
    public const int Battery = 9;
    public const int Temperature = 10;
    public const int Latency = 11;
    public const int Rotation = 12;

    /// <summary>RFC 8746 tag of an array of int16, little endian.</summary>
    public const ulong Int16LittleEndian = 77;

    /// <summary>RFC 8746 tag of an array of float64, little endian.</summary>
    public const ulong Float64LittleEndian = 86;
}
