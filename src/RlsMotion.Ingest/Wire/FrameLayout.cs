namespace RlsMotion.Ingest.Wire;

/// <summary>Where the fields of binary frame v1 lie; little endian. The table is in docs/wire.md.</summary>
internal static class FrameLayout
{
    public const ushort Magic = 0x4D52;
    public const int VersionAt = 2;
    public const int FlagsAt = 3;
    public const int BootAt = 4;
    public const int SequenceAt = 8;
    public const int FirstIndexAt = 12;
    public const int FirstTimeAt = 20;
    public const int PeriodAt = 28;
    public const int CountAt = 32;
    public const int ScaleAt = 34;
    public const int AxesAt = 36;
    public const int BatteryAt = 37;
    public const int TemperatureAt = 38;
    public const int LatencyAt = 40;
    public const int HeaderBytes = 44;
    public const int ChecksumBytes = 4;

    /// <summary>Says "latency unknown".</summary>
    public const uint UnknownLatency = uint.MaxValue;

    /// <summary>The most bytes that the difference of two int16 needs: 17 bits of zig-zag in groups of seven.</summary>
    public const int MaxDeltaBytes = 3;

    /// <summary>The most bytes of a LEB128 number that is still read: 32 bits in groups of seven.</summary>
    public const int MaxVarintBytes = 5;
}
