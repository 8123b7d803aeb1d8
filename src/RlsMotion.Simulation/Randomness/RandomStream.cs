using System.Numerics;

namespace RlsMotion.Simulation.Randomness;

/// <summary>A stream of random numbers that depends on a seed and a name alone, on every platform.</summary>
/// <remarks>
/// xoshiro256** (Blackman and Vigna 2018, public domain algorithm), its state filled by SplitMix64 as its authors advise. Chosen over
/// <see cref="System.Random"/> because its algorithm is written down and ours: a runtime may change System.Random's, and did.
/// Named streams are independent: one more draw in one part of a night does not move the rest of it.
/// </remarks>
internal sealed class RandomStream
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;
    private double _spareGaussian = double.NaN;

    /// <summary>Opens the stream of a seed and a name.</summary>
    public RandomStream(ulong seed, string name)
    {
        ulong hash = 14695981039346656037; // FNV-1a, 64 bit
        foreach (char letter in name)
        {
            hash = (hash ^ letter) * 1099511628211;
        }
        ulong state = seed ^ hash;
        (_a, _b, _c, _d) = (SplitMix(ref state), SplitMix(ref state), SplitMix(ref state), SplitMix(ref state));
    }

    /// <summary>Sixty-four random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong t = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= t;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Even over [0, 1).</summary>
    public double NextUnit() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Even over [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Between(double low, double high) => low + ((high - low) * NextUnit());

    /// <summary>Even over the whole numbers from <paramref name="low"/> to <paramref name="high"/>, both possible.</summary>
    public int Whole(int low, int high) => low + (int)((high - low + 1) * NextUnit());

    /// <summary>True with the given probability, 0 to 1.</summary>
    public bool Chance(double probability) => NextUnit() < probability;

    /// <summary>Minus or plus one.</summary>
    public double Sign() => Chance(0.5) ? 1 : -1;

    /// <summary>Standard normal (polar method of Marsaglia).</summary>
    public double Gaussian()
    {
        if (!double.IsNaN(_spareGaussian))
        {
            double spare = _spareGaussian;
            _spareGaussian = double.NaN;
            return spare;
        }
        while (true)
        {
            double u = (2 * NextUnit()) - 1;
            double v = (2 * NextUnit()) - 1;
            double s = (u * u) + (v * v);
            if (s is > 0 and < 1)
            {
                double factor = Math.Sqrt(-2 * PortableMath.Log(s) / s);
                _spareGaussian = v * factor;
                return u * factor;
            }
        }
    }

    /// <summary>Log-normal by its median and the standard deviation of its logarithm.</summary>
    public double LogNormal(double median, double sigma) => median * PortableMath.Exp(sigma * Gaussian());

    /// <summary>Exponential waiting time by its mean.</summary>
    public double Exponential(double mean) => -mean * PortableMath.Log(1 - NextUnit());

    /// <summary>Log-even over [<paramref name="low"/>, <paramref name="high"/>), both above zero.</summary>
    public double LogBetween(double low, double high) => low * PortableMath.Exp(NextUnit() * PortableMath.Log(high / low));

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
