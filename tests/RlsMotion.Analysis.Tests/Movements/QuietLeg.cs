namespace RlsMotion.Analysis.Tests.Movements;

/// <summary>A resting leg with noise, to which a test adds what it needs. Known by construction.</summary>
internal sealed class QuietLeg
{
    private readonly double[] _xyz;

    public QuietLeg(double seconds, double rateHz = 50, int seed = 1, double noiseG = 0.002)
    {
        RateHz = rateHz;
        _xyz = new double[3 * (int)(seconds * rateHz)];
        var random = new Random(seed);
        for (int i = 0; i < _xyz.Length; i++)
        {
            double sum = 0;
            for (int k = 0; k < 12; k++)
            {
                sum += random.NextDouble();
            }
            _xyz[i] = (i % 3 == 2 ? 1 : 0) + (noiseG * (sum - 6)); // twelve uniform numbers make a fair bell
        }
    }

    public double RateHz { get; }

    public double[] Samples => _xyz;

    /// <summary>The foot flexes: a burst, a tilt that is held, a burst back. Minimum-jerk courses of the given rise.</summary>
    public QuietLeg Flex(double at, double duration, double tiltG = 0.06, double rise = 0.3) => Add(at, duration, t =>
    {
        (double share, double acceleration) = Course(Math.Min(t, duration - t) / rise);
        double jolt = 0.3 * tiltG * acceleration / (rise * rise) * 0.02;
        return (tiltG * share, jolt, -0.3 * tiltG * share);
    });

    /// <summary>The leg comes to lie differently, turned by an angle about y.</summary>
    public QuietLeg Turn(double at, double duration, double degrees)
    {
        for (int n = (int)(at * RateHz); n < _xyz.Length / 3; n++)
        {
            double angle = degrees * Math.PI / 180 * Course(((n / RateHz) - at) / duration).Share;
            (double x, double z) = (_xyz[3 * n], _xyz[(3 * n) + 2]);
            _xyz[3 * n] = (x * Math.Cos(angle)) + (z * Math.Sin(angle));
            _xyz[(3 * n) + 2] = (z * Math.Cos(angle)) - (x * Math.Sin(angle));
        }
        return this;
    }

    /// <summary>A bed that rings.</summary>
    public QuietLeg Ring(double at, double duration, double peakG, double hz) =>
        Add(at, duration, t => (peakG * Math.Exp(-3 * t / duration) * Math.Sin(2 * Math.PI * hz * t), 0, 0));

    /// <summary>A jerk to and fro, without tilt.</summary>
    public QuietLeg Jerk(double at, double duration, double peakG) =>
        Add(at, duration, t => (0, peakG * Math.Sin(2 * Math.PI * t / duration) * Math.Sin(Math.PI * t / duration), 0));

    public QuietLeg Add(double at, double duration, Func<double, (double X, double Y, double Z)> motion)
    {
        for (int n = (int)Math.Ceiling(at * RateHz); n < (at + duration) * RateHz && n < _xyz.Length / 3; n++)
        {
            (double x, double y, double z) = motion((n / RateHz) - at);
            _xyz[3 * n] += x;
            _xyz[(3 * n) + 1] += y;
            _xyz[(3 * n) + 2] += z;
        }
        return this;
    }

    private static (double Share, double Acceleration) Course(double s)
    {
        s = Math.Clamp(s, 0, 1);
        return (s * s * s * (10 + (s * (-15 + (6 * s)))), 60 * s * (1 + (s * (-3 + (2 * s)))));
    }
}
