namespace RlsMotion.Analysis.Samples;

/// <summary>What a sensor says about one packet; the bits are those of the binary frame (docs/wire.md).</summary>
[Flags]
public enum PacketFlags : byte
{
    /// <summary>Nothing said.</summary>
    None = 0,

    /// <summary>The time of the first sample is Unix time; otherwise it counts from the sensor's boot.</summary>
    UnixTime = 1,

    /// <summary>History sent again or late: exact in its samples, silent about latency, never used to fit a clock.</summary>
    Historical = 2,

    /// <summary>The frame carried a CRC-32C trailer.</summary>
    Checksum = 4,

    /// <summary>The sensor's own buffer overran just before the first sample: samples are missing there.</summary>
    Overrun = 8,

    /// <summary>The frame was encoded as differences.</summary>
    Deltas = 16,

    /// <summary>The sensor believes that it is worn.</summary>
    Worn = 32,

    /// <summary>The sensor is on its charger.</summary>
    Charging = 64,
}
