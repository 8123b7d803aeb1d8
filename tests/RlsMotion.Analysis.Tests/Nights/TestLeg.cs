using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.Samples;

namespace RlsMotion.Analysis.Tests.Nights;

/// <summary>A leg that lies still, breathes noise, and kicks at known times: small enough for properties.</summary>
internal sealed class TestLeg
{
    public const double RateHz = 25;
    public const uint PeriodNanoseconds = 40_000_000;

    public static readonly Instant Begin = Instant.FromUtc(2026, 5, 4, 21, 0);
    public static readonly NightKey Key = new("s", new LocalDate(2026, 5, 4), DateTimeZoneProviders.Tzdb["Europe/Berlin"]);

    private TestLeg(double[] xyzG) => XyzG = xyzG;

    public double[] XyzG { get; }

    public long Count => XyzG.Length / 3;

    /// <param name="seed">Of the noise.</param>
    /// <param name="seconds">Length.</param>
    /// <param name="kicks">Seconds at which the foot is raised for two seconds, by 80 mg.</param>
    public static TestLeg Of(int seed, int seconds, params IEnumerable<double> kicks)
    {
        var random = new Random(seed);
        var xyz = new double[(int)(seconds * RateHz) * 3];
        double Noise() => (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5) * 0.004;
        for (int i = 0; i < xyz.Length; i += 3)
        {
            (xyz[i], xyz[i + 1], xyz[i + 2]) = (0.1 + Noise(), 0.2 + Noise(), 0.97 + Noise());
        }
        foreach (double kick in kicks)
        {
            int first = (int)(kick * RateHz);
            for (int n = 0; n < 2 * RateHz && 3 * (first + n) < xyz.Length; n++)
            {
                // A foot is raised within 0.3 s, held, and lowered within 0.3 s.
                double since = n / RateHz;
                double raised = Math.Clamp(Math.Min(since, 2 - since) / 0.3, 0, 1);
                double tilt = 0.08 * (1 - Math.Cos(Math.PI * raised)) / 2;
                xyz[3 * (first + n)] += tilt;
                xyz[(3 * (first + n)) + 1] -= tilt / 2;
            }
        }
        return new TestLeg(xyz);
    }

    /// <summary>The leg as packets of history, one sensor time for each sample by its index.</summary>
    public List<SensorPacket> Packets(
        IReadOnlyList<int>? lengths = null, uint boot = 7, Instant? begin = null, PacketFlags flags = PacketFlags.Historical | PacketFlags.UnixTime,
        double rateError = 0, long firstIndex = 1000)
    {
        lengths ??= [500];
        var packets = new List<SensorPacket>();
        long microseconds = (begin ?? Begin).ToUnixTimeTicks() / 10;
        for (int at = 0, n = 0; at < Count; n++)
        {
            int count = (int)Math.Min(Math.Clamp(lengths[n % lengths.Count], 1, SensorPacket.MaxSamples), Count - at);
            packets.Add(new SensorPacket
            {
                XyzG = XyzG.AsMemory(3 * at, 3 * count),
                Boot = boot,
                Sequence = (uint)n,
                FirstIndex = firstIndex + at,
                FirstTimeMicroseconds = microseconds + (long)Math.Round(at * (PeriodNanoseconds / 1000.0) * (1 + rateError)),
                PeriodNanoseconds = PeriodNanoseconds,
                Flags = flags,
            });
            at += count;
        }
        return packets;
    }
}
