using RlsMotion.Analysis.Samples;

namespace RlsMotion.Ingest.Wire.SensorLogger;

/// <summary>Readings with a time each become samples of one period.</summary>
internal static class SampleGrid
{
    /// <summary>Longest hole inside a message, in ns: what is bridged elsewhere too. A longer one refuses the message.</summary>
    private const long MaxHole = 100_000_000;

    /// <summary>A median step this near to a usual rate is that rate, in parts: without it jitter would give each message another grid.</summary>
    private const double RateTolerance = 0.02;

    /// <summary>Periods of other rates are whole multiples of this, in ns, for the same reason.</summary>
    private const long PeriodStep = 100_000;

    /// <summary>Rates that phones, watches and their sensor chips run at, in Hz.</summary>
    private static readonly double[] UsualRatesHz = [1, 2, 5, 10, 12.5, 16, 20, 25, 31.25, 32, 40, 50, 52, 60, 62.5, 64, 75, 80, 100, 104, 119, 125, 128, 200, 208, 250, 400, 416, 500];

    /// <summary>Places readings (at least one, sorted by time, in g).</summary>
    /// <remarks>Where no reading lies a period or more from its place the values are kept as they are; where one was dropped, or times are ragged, they are interpolated linearly.</remarks>
    public static PacketError Place(List<TimedVector> readings, out uint periodNanoseconds, out double[] xyzG)
    {
        xyzG = [];
        PacketError error = Period(readings, out periodNanoseconds);
        if (error != PacketError.None)
        {
            return error;
        }
        if (readings.Count > SensorPacket.MaxSamples)
        {
            return PacketError.TooManySamples;
        }
        double period = periodNanoseconds;
        long start = readings[0].Nanoseconds;
        double span = readings[^1].Nanoseconds - start;
        bool even = true;
        double ownPeriod = readings.Count > 1 ? span / (readings.Count - 1) : period;
        even &= Math.Abs(ownPeriod - period) <= 2 * RateTolerance * period;
        for (int i = 0; i < readings.Count && even; i++)
        {
            even = Math.Abs(readings[i].Nanoseconds - start - (i * ownPeriod)) < period;
        }
        int count = even ? readings.Count : (int)Math.Min(Math.Floor((span / period) + 0.5) + 1, int.MaxValue);
        if (count > SensorPacket.MaxSamples)
        {
            return PacketError.TooManySamples;
        }
        double[] placed = new double[3 * count];
        int at = 0;
        for (int i = 0; i < count; i++)
        {
            TimedVector value = even ? readings[i] : At(readings, ref at, start + (long)(i * period));
            if (!(Math.Abs(value.X) <= WireLimits.MaxG && Math.Abs(value.Y) <= WireLimits.MaxG && Math.Abs(value.Z) <= WireLimits.MaxG))
            {
                return PacketError.ValueOutOfRange;
            }
            (placed[3 * i], placed[(3 * i) + 1], placed[(3 * i) + 2]) = (value.X, value.Y, value.Z);
        }
        xyzG = placed;
        return PacketError.None;
    }

    private static TimedVector At(List<TimedVector> readings, ref int at, long nanoseconds)
    {
        while (at < readings.Count - 1 && readings[at + 1].Nanoseconds <= nanoseconds)
        {
            at++;
        }
        return at == readings.Count - 1 ? readings[at] : readings[at].Towards(readings[at + 1], nanoseconds);
    }

    /// <summary>The median step, brought to a usual rate.</summary>
    private static PacketError Period(List<TimedVector> readings, out uint periodNanoseconds)
    {
        periodNanoseconds = WireLimits.DefaultPeriodNanoseconds;
        if (readings.Count == 1)
        {
            return PacketError.None;
        }
        long[] steps = new long[readings.Count - 1];
        for (int i = 0; i < steps.Length; i++)
        {
            // Differences of two longs wrap into a negative number, which is refused like any time that does not rise.
            steps[i] = unchecked(readings[i + 1].Nanoseconds - readings[i].Nanoseconds);
            if (steps[i] <= 0)
            {
                return PacketError.UnevenTimes;
            }
        }
        long longest = steps.Max();
        Array.Sort(steps);
        long median = steps.Length % 2 == 1 ? steps[steps.Length / 2] : (steps[(steps.Length / 2) - 1] / 2) + (steps[steps.Length / 2] / 2);
        if (longest - median > MaxHole)
        {
            return PacketError.UnevenTimes;
        }
        double usual = UsualRatesHz.MinBy(rate => Math.Abs((1e9 / rate) - median)) is var nearest && Math.Abs((1e9 / nearest) - median) <= RateTolerance * median
            ? Math.Round(1e9 / nearest)
            : Math.Max(1, Math.Round((double)median / PeriodStep)) * PeriodStep;
        if (usual > uint.MaxValue)
        {
            return PacketError.PeriodOutOfRange;
        }
        periodNanoseconds = (uint)usual;
        return PacketError.None;
    }
}
