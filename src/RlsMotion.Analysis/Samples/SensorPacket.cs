namespace RlsMotion.Analysis.Samples;

/// <summary>A run of consecutive samples as one sensor sent them: the unit of transport, storage and replay.</summary>
/// <remarks>
/// Immutable. The sample index counts from the sensor's boot and is the clock inside a packet; times only place it.
/// Samples are interleaved x, y, z in g. Where the sensor counts in integers, <see cref="LsbPerG"/> is set and every value is
/// exactly an integer over it, so that encoding and decoding lose nothing.
/// </remarks>
public sealed class SensorPacket
{
    /// <summary>The most samples that one packet may hold.</summary>
    public const int MaxSamples = 2000;

    private readonly ReadOnlyMemory<double> _xyzG;

    /// <summary>Interleaved x, y, z in g; length 3 x <see cref="Count"/>; finite.</summary>
    /// <exception cref="ArgumentException">The length is zero, no multiple of three, or over 3 x <see cref="MaxSamples"/>.</exception>
    public required ReadOnlyMemory<double> XyzG
    {
        get => _xyzG;
        init
        {
            if (value.Length == 0 || value.Length % 3 != 0 || value.Length > 3 * MaxSamples)
            {
                throw new ArgumentException($"A packet holds 1 to {MaxSamples} samples of three axes; {value.Length} values were given.", nameof(value));
            }
            _xyzG = value;
        }
    }

    /// <summary>Interleaved rotation in degrees per second, as long as <see cref="XyzG"/>; empty where the sensor has no gyroscope.</summary>
    public ReadOnlyMemory<double> RotationDps { get; init; }

    /// <summary>Random number that the sensor draws at each start: indices of different boots have nothing to do with each other.</summary>
    public required uint Boot { get; init; }

    /// <summary>Counts packets inside a boot.</summary>
    public required uint Sequence { get; init; }

    /// <summary>Index of the first sample, counted from the boot; zero or more.</summary>
    public required long FirstIndex { get; init; }

    /// <summary>The sensor's time of the first sample in microseconds: Unix time if <see cref="PacketFlags.UnixTime"/>, else since boot.</summary>
    public required long FirstTimeMicroseconds { get; init; }

    /// <summary>Nominal distance of two samples in nanoseconds; above zero (50 Hz is 20 000 000).</summary>
    public required uint PeriodNanoseconds { get; init; }

    /// <summary>What the sensor says about this packet.</summary>
    public PacketFlags Flags { get; init; }

    /// <summary>False where the sender counts neither packets nor samples: the index then lies on the grid of Unix time and delivery is not guaranteed.</summary>
    public bool HasCounter { get; init; } = true;

    /// <summary>Counts per g of an integer sensor; null where samples came as decimal numbers.</summary>
    public int? LsbPerG { get; init; }

    /// <summary>Battery, 0 to 100 percent; null if unknown.</summary>
    public int? BatteryPercent { get; init; }

    /// <summary>Temperature at the sensor in degrees Celsius; null if unknown.</summary>
    public double? TemperatureC { get; init; }

    /// <summary>Time from the first sample to sending, in milliseconds, by the sensor's clock; null if unknown.</summary>
    public long? LatencyMilliseconds { get; init; }

    /// <summary>Samples of three axes in this packet, 1 to <see cref="MaxSamples"/>.</summary>
    public int Count => _xyzG.Length / 3;

    /// <summary>Index after the last sample.</summary>
    public long EndIndex => FirstIndex + Count;

    /// <summary>Nominal samples per second.</summary>
    public double RateHz => 1e9 / PeriodNanoseconds;
}
