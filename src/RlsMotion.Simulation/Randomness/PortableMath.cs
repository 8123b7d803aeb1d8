namespace RlsMotion.Simulation.Randomness;

/// <summary>Elementary functions from IEEE additions and multiplications only: the same bits on every machine.</summary>
/// <remarks>
/// The platform's own sine and logarithm differ in the last bit between operating systems, and a simulated night is compared byte for byte.
/// Relative error below 1e-14 over the arguments a simulation uses (|x| up to 1e6 for the sine); tested against <see cref="Math"/>.
/// </remarks>
internal static class PortableMath
{
    private const double HalfPiHigh = 1.5707963267341256;      // the first 33 bits of pi/2 ...
    private const double HalfPiLow = 6.077100506506192e-11;    // ... and the rest, so that a large turn loses nothing
    private const double Ln2High = 0.6931471803691238;
    private const double Ln2Low = 1.9082149292705877e-10;
    private const double SquareRootOfHalf = 0.70710678118654752;

    /// <summary>Sine of an angle in radians.</summary>
    public static double Sin(double x) => Quadrant(x, 0);

    /// <summary>Cosine of an angle in radians.</summary>
    public static double Cos(double x) => Quadrant(x, 1);

    /// <summary>e to the power of <paramref name="x"/>, for |x| below 700.</summary>
    public static double Exp(double x)
    {
        double k = Math.Round(x / (Ln2High + Ln2Low));
        double r = (x - (k * Ln2High)) - (k * Ln2Low);
        double sum = 1.0;
        for (int n = 14; n >= 1; n--)
        {
            sum = 1.0 + (r / n * sum);
        }
        return Math.ScaleB(sum, (int)k);
    }

    /// <summary>Natural logarithm of a normal number above zero.</summary>
    public static double Log(double x)
    {
        long bits = BitConverter.DoubleToInt64Bits(x);
        int exponent = (int)((bits >> 52) & 0x7FF) - 1022;
        double m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FE0_0000_0000_0000); // 0.5 to 1
        if (m < SquareRootOfHalf)
        {
            m *= 2;
            exponent--;
        }
        double s = (m - 1) / (m + 1);
        double squared = s * s;
        double series = 0;
        for (int n = 21; n >= 1; n -= 2)
        {
            series = (series * squared) + (1.0 / n);
        }
        return (exponent * Ln2High) + ((exponent * Ln2Low) + (2 * s * series));
    }

    private static double Quadrant(double x, int shift)
    {
        double k = Math.Round(x / (HalfPiHigh + HalfPiLow));
        double r = (x - (k * HalfPiHigh)) - (k * HalfPiLow);
        double s = r * r;
        return (((long)k + shift) & 3) switch
        {
            0 => SineNearZero(r, s),
            1 => CosineNearZero(s),
            2 => -SineNearZero(r, s),
            _ => -CosineNearZero(s),
        };
    }

    // Taylor polynomials; on |r| <= pi/4 the first term left out is below 1e-17.
    private static double SineNearZero(double r, double s)
    {
        double p = -1.0 / 1307674368000;
        p = (p * s) + (1.0 / 6227020800);
        p = (p * s) - (1.0 / 39916800);
        p = (p * s) + (1.0 / 362880);
        p = (p * s) - (1.0 / 5040);
        p = (p * s) + (1.0 / 120);
        p = (p * s) - (1.0 / 6);
        return r + (r * s * p);
    }

    private static double CosineNearZero(double s)
    {
        double p = 1.0 / 20922789888000;
        p = (p * s) - (1.0 / 87178291200);
        p = (p * s) + (1.0 / 479001600);
        p = (p * s) - (1.0 / 3628800);
        p = (p * s) + (1.0 / 40320);
        p = (p * s) - (1.0 / 720);
        p = (p * s) + (1.0 / 24);
        p = (p * s) - 0.5;
        return 1 + (s * p);
    }
}
