namespace RlsMotion.Analysis.Signal;

/// <summary>One second-order section of a recursive filter: (B0 + B1 z^-1 + B2 z^-2) / (1 + A1 z^-1 + A2 z^-2).</summary>
/// <param name="B0">Weight of the present input.</param>
/// <param name="B1">Weight of the last input.</param>
/// <param name="B2">Weight of the input before it.</param>
/// <param name="A1">Weight of the last output, with the sign of the denominator.</param>
/// <param name="A2">Weight of the output before it, with the sign of the denominator.</param>
public readonly record struct Biquad(double B0, double B1, double B2, double A1, double A2)
{
    /// <summary>Output over input for a constant.</summary>
    public double GainAtRest => (B0 + B1 + B2) / (1 + A1 + A2);

    /// <summary>The state (transposed direct form II) in which a constant input of 1 gives a constant output at once.</summary>
    /// <remarks>Solves output = B0 + s1, s1 = B1 - A1 output + s2, s2 = B2 - A2 output.</remarks>
    public (double S1, double S2) SteadyState
    {
        get
        {
            double output = GainAtRest;
            double s2 = B2 - (A2 * output);
            return (B1 - (A1 * output) + s2, s2);
        }
    }
}
