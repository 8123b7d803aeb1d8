using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire;

/// <summary>Bounds that hold in every encoding, and the one grid of samples that are placed by time.</summary>
internal static class WireLimits
{
    /// <summary>The only version there is.</summary>
    public const int Version = 1;

    /// <summary>Largest first index, 2^53: what a JSON number and a double still hold exactly (285 000 years at 1 kHz).</summary>
    public const long MaxIndex = 1L << 53;

    /// <summary>Largest time either side of zero in microseconds, in the year 9892: every sample stays inside the calendar that instants can hold.</summary>
    public const long MaxTimeMicroseconds = 250_000_000_000_000_000;

    /// <summary>Largest acceleration in g: what int16 reaches at one count per g, and far beyond any sensor; keeps squares finite.</summary>
    public const double MaxG = 32_768;

    /// <summary>Period in ns of a single sample that names no rate: the 50 Hz grid, on which slower senders leave gaps short enough to bridge.</summary>
    public const uint DefaultPeriodNanoseconds = 20_000_000;

    /// <summary>Standard gravity in m/s², exact by definition (3rd CGPM, 1901).</summary>
    public const double StandardGravity = 9.80665;

    /// <summary>Rotation is counted in sixteenths of a degree per second.</summary>
    public const double RotationCountsPerDps = 16;

    /// <summary>Temperature is counted in hundredths of a degree Celsius.</summary>
    public const double TemperatureCountsPerDegree = 100;

    /// <summary>Says "battery unknown" in one byte.</summary>
    public const int UnknownBattery = 255;

    /// <summary>Says "temperature unknown" in an int16.</summary>
    public const int UnknownTemperature = 0x7FFF;

    public static bool IsIndex(ulong index) => index <= MaxIndex;

    public static bool IsTime(long microseconds) => microseconds is >= -MaxTimeMicroseconds and <= MaxTimeMicroseconds;

    /// <summary>Battery as sent; anything but 0 to 100 is unknown.</summary>
    public static int? Battery(long percent) => percent is >= 0 and <= 100 ? (int)percent : null;

    public static double? Temperature(long hundredths) => hundredths == UnknownTemperature ? null : hundredths / TemperatureCountsPerDegree;

    /// <summary>Index of a time on the grid of a period, to the nearest: round(t0 in ns / period). Refused (false) below zero and beyond 2^53.</summary>
    public static bool TryGridIndex(long microseconds, uint periodNanoseconds, out long index)
    {
        index = 0;
        if (microseconds < 0)
        {
            return false;
        }
        Int128 rounded = (((Int128)microseconds * 1000) + (periodNanoseconds / 2)) / periodNanoseconds;
        if (rounded > MaxIndex)
        {
            return false;
        }
        index = (long)rounded;
        return true;
    }

    /// <summary>Refuses what no encoding can carry: our own mistake, so it throws.</summary>
    public static void ThrowUnlessCarriable(SensorPacket packet)
    {
        if (packet.FirstIndex is < 0 or > MaxIndex)
        {
            throw new ArgumentException($"A first index is 0 to 2^53; {packet.FirstIndex} was given.", nameof(packet));
        }
        if (!IsTime(packet.FirstTimeMicroseconds))
        {
            throw new ArgumentException($"A time is within {MaxTimeMicroseconds} µs of zero; {packet.FirstTimeMicroseconds} was given.", nameof(packet));
        }
        if (packet.PeriodNanoseconds == 0)
        {
            throw new ArgumentException("A packet's period is above zero.", nameof(packet));
        }
        if (packet.BatteryPercent is < 0 or > 100)
        {
            throw new ArgumentException($"A battery is 0 to 100 percent; {packet.BatteryPercent} was given.", nameof(packet));
        }
        if (packet.LatencyMilliseconds is < 0 or >= uint.MaxValue)
        {
            throw new ArgumentException($"A latency is 0 to 4 294 967 294 ms; {packet.LatencyMilliseconds} was given.", nameof(packet));
        }
        if (packet.TemperatureC is { } temperature && !(Math.Abs(temperature) <= 327))
        {
            throw new ArgumentException($"A temperature is -327 to 327 °C; {temperature} was given.", nameof(packet));
        }
        if (packet.RotationDps.Length != 0 && packet.RotationDps.Length != packet.XyzG.Length)
        {
            throw new ArgumentException($"Rotation is as long as acceleration ({packet.XyzG.Length}) or empty; it has {packet.RotationDps.Length}.", nameof(packet));
        }
        foreach (double value in packet.RotationDps.Span)
        {
            if (!double.IsFinite(value))
            {
                throw new ArgumentException($"Rotation is finite; {value} °/s was given.", nameof(packet));
            }
        }
        foreach (double value in packet.XyzG.Span)
        {
            if (!(Math.Abs(value) <= MaxG))
            {
                throw new ArgumentException($"A sample is finite and within {MaxG} g; {value} was given.", nameof(packet));
            }
        }
    }
}
