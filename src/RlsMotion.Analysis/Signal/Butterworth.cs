using System.Numerics;

namespace RlsMotion.Analysis.Signal;

/// <summary>Designs Butterworth filters as second-order sections.</summary>
/// <remarks>
/// Analog prototype, frequencies bent beforehand, bilinear transform: the classic design (Oppenheim and Schafer, Discrete-Time Signal
/// Processing, chapter 7). Sections come in the order of scipy.signal.butter(output='sos'): each pole with the zeros nearest to it, the pole
/// nearest to the unit circle last. Checked against scipy's sections, steady states and outputs to 1e-9.
/// </remarks>
public static class Butterworth
{
    /// <summary>A low-pass.</summary>
    /// <param name="order">Order, 1 to 12.</param>
    /// <param name="cutoffHz">Where the gain is 1/√2; above 0, below half the rate.</param>
    /// <param name="rateHz">Samples per second.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Biquad[] LowPass(int order, double cutoffHz, double rateHz)
    {
        double edge = Bend(cutoffHz, rateHz);
        Complex[] poles = [.. Prototype(order).Select(p => edge * p)];
        return Discrete(poles, 0, Math.Pow(edge, order));
    }

    /// <summary>A high-pass; parameters as in <see cref="LowPass"/>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Biquad[] HighPass(int order, double cutoffHz, double rateHz)
    {
        double edge = Bend(cutoffHz, rateHz);
        Complex[] poles = [.. Prototype(order).Select(p => edge / p)];
        return Discrete(poles, order, 1);
    }

    /// <summary>A band-pass, of twice the order.</summary>
    /// <param name="order">Order of each flank, 1 to 12.</param>
    /// <param name="lowHz">Lower edge; above 0.</param>
    /// <param name="highHz">Upper edge; above <paramref name="lowHz"/>, below half the rate.</param>
    /// <param name="rateHz">Samples per second.</param>
    /// <exception cref="ArgumentOutOfRangeException">An argument is outside its range.</exception>
    public static Biquad[] BandPass(int order, double lowHz, double highHz, double rateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(highHz, lowHz);
        (double low, double high) = (Bend(lowHz, rateHz), Bend(highHz, rateHz));
        (double width, double centreSquared) = (high - low, low * high);
        var poles = new List<Complex>(2 * order);
        foreach (Complex p in Prototype(order))
        {
            Complex half = p * width / 2;
            Complex root = Complex.Sqrt((half * half) - centreSquared);
            poles.Add(half + root);
            poles.Add(half - root);
        }
        return Discrete([.. poles], order, Math.Pow(width, order));
    }

    private static double Bend(double frequencyHz, double rateHz)
    {
        if (!(rateHz > 0))
        {
            throw new ArgumentOutOfRangeException(nameof(rateHz), rateHz, "A rate is above zero.");
        }
        if (!(frequencyHz > 0 && frequencyHz < rateHz / 2))
        {
            throw new ArgumentOutOfRangeException(nameof(frequencyHz), frequencyHz, $"A filter's edge lies above 0 and below half the rate ({rateHz} Hz).");
        }
        return 4 * Math.Tan(Math.PI * frequencyHz / rateHz); // at a rate of 2, as the transform below
    }

    private static IEnumerable<Complex> Prototype(int order)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(order, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(order, 12);
        for (int m = 1 - order; m < order; m += 2)
        {
            // The middle pole of an odd order is exactly real.
            yield return m == 0 ? -1 : -Complex.Exp(new Complex(0, Math.PI * m / (2 * order)));
        }
    }

    /// <summary>Bilinear transform of analog poles and of zeros at s = 0; the zeros at infinity go to z = -1.</summary>
    private static Biquad[] Discrete(Complex[] analogPoles, int zerosAtOrigin, double analogGain)
    {
        Complex gain = analogGain;
        var poles = new List<Complex>(analogPoles.Length);
        foreach (Complex p in analogPoles)
        {
            poles.Add((4 + p) / (4 - p));
            gain /= 4 - p;
        }
        gain *= Math.Pow(4, zerosAtOrigin);
        var zeros = new List<double>();
        for (int i = 0; i < poles.Count; i++)
        {
            zeros.Add(i < zerosAtOrigin ? 1 : -1);
        }
        return Sections(poles, zeros, gain.Real);
    }

    private static Biquad[] Sections(List<Complex> poles, List<double> zeros, double gain)
    {
        if (poles.Count % 2 == 1)
        {
            poles.Add(0);
            zeros.Add(0);
        }
        var sections = new Biquad[poles.Count / 2];
        for (int s = sections.Length - 1; s >= 0; s--)
        {
            Complex first = TakeNearestToCircle(poles, onlyReal: false);
            Complex second = IsReal(first) ? TakeNearestToCircle(poles, onlyReal: true) : TakeNearest(poles, Complex.Conjugate(first));
            double zero1 = TakeNearest(zeros, first);
            double zero2 = TakeNearest(zeros, first);
            double scale = s == 0 ? gain : 1;
            sections[s] = new(scale, -scale * (zero1 + zero2), scale * zero1 * zero2, -(first + second).Real, (first * second).Real);
        }
        return sections;
    }

    // The middle pole of an odd order is real up to the rounding of the transform.
    private static bool IsReal(Complex value) => Math.Abs(value.Imaginary) < 1e-12 * Math.Max(1, value.Magnitude);

    private static Complex TakeNearestToCircle(List<Complex> poles, bool onlyReal)
    {
        Complex best = poles.Where(p => !onlyReal || IsReal(p)).MinBy(p => Math.Abs(1 - p.Magnitude));
        poles.Remove(best);
        return best;
    }

    private static Complex TakeNearest(List<Complex> poles, Complex target)
    {
        Complex best = poles.MinBy(p => (p - target).Magnitude);
        poles.Remove(best);
        return best;
    }

    private static double TakeNearest(List<double> zeros, Complex target)
    {
        double best = zeros.MinBy(z => (z - target).Magnitude);
        zeros.Remove(best);
        return best;
    }
}
