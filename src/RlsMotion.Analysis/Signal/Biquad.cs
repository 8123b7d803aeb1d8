using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

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

    /// <summary>Filters one value of each of four lanes: transposed direct form II, no fused multiply-add, so that every machine gives the same bits.</summary>
    /// <param name="value">Four independent values; finite.</param>
    /// <param name="state1">The first state; <see cref="SteadyState"/> times the first value to begin with.</param>
    /// <param name="state2">The second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Vector256<double> Apply(Vector256<double> value, ref Vector256<double> state1, ref Vector256<double> state2)
    {
        Vector256<double> output = (value * B0) + state1;
        state1 = (value * B1) - (output * A1) + state2;
        state2 = (value * B2) - (output * A2);
        return output;
    }
}
