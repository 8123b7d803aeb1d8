using RlsMotion.Analysis.Samples;
using RlsMotion.Simulation.Motion;
using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Sensing;

/// <summary>One simulated sensor: how it samples, errs, rounds and keeps time.</summary>
internal sealed record SensorModel
{
    /// <summary>Nominal samples per second: what the sensor says.</summary>
    public required double NominalRateHz { get; init; }

    /// <summary>What its quartz really does.</summary>
    public required double TrueRateHz { get; init; }

    /// <summary>Standard deviation of each reading in g.</summary>
    public required double NoiseG { get; init; }

    /// <summary>Counts per g.</summary>
    public required int LsbPerG { get; init; }

    /// <summary>Largest reading in g, either sign.</summary>
    public required double RangeG { get; init; }

    /// <summary>What each axis makes of one g.</summary>
    public required Vector Gain { get; init; }

    /// <summary>What each axis shows at nothing, in g.</summary>
    public required Vector OffsetG { get; init; }

    /// <summary>How far its clock is ahead at the start, in microseconds.</summary>
    public required long ClockAheadMicroseconds { get; init; }

    /// <summary>How much too fast its clock runs, parts per million.</summary>
    public required double ClockDriftPpm { get; init; }

    /// <summary>Number of its boot.</summary>
    public required uint Boot { get; init; }

    /// <summary>The calibration that undoes gain and offset.</summary>
    public Calibration TrueCalibration => new(1 / Gain.X, 1 / Gain.Y, 1 / Gain.Z, -OffsetG.X / Gain.X, -OffsetG.Y / Gain.Y, -OffsetG.Z / Gain.Z);

    /// <summary>Draws a sensor.</summary>
    public static SensorModel Draw(SimulationOptions options, ProfileTraits traits, RandomStream random, long aheadMicroseconds, double driftPpm)
    {
        double nominal = options.RateHz ?? traits.RateHz;
        double density = options.NoiseMicroGPerRootHz ?? random.Between(traits.NoiseMicroGPerRootHz.Low, traits.NoiseMicroGPerRootHz.High);
        return new()
        {
            NominalRateHz = nominal,
            TrueRateHz = nominal * (1 + (random.Sign() * random.Between(traits.RateError.Low, traits.RateError.High))),
            NoiseG = density * 1e-6 * Math.Sqrt(nominal / 2), // white noise up to half the sampling rate
            LsbPerG = options.LsbPerG ?? traits.LsbPerG,
            RangeG = options.RangeG ?? 8,
            Gain = new(DrawGain(random), DrawGain(random), DrawGain(random)),
            OffsetG = new(random.Between(-0.05, 0.05), random.Between(-0.05, 0.05), random.Between(-0.05, 0.05)),
            ClockAheadMicroseconds = aheadMicroseconds,
            ClockDriftPpm = driftPpm,
            Boot = (uint)(random.NextBits() >> 32),
        };
    }

    private static double DrawGain(RandomStream random) => 1 + (random.Sign() * random.Between(0.01, 0.03));
}
