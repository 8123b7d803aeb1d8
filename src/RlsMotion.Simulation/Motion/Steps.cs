using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Motion;

/// <summary>Walking: the shank swings forward and back once a stride, and the heel strikes.</summary>
internal sealed class Steps(double start, double end, double strideHz, double phase, double strikeG, Vector strike) : LegMotion(start, end)
{
    private const double SwingRadians = 0.45;
    private const double StrikeHz = 12;
    private const double StrikeDecaySeconds = 0.05;
    private const double TwoPi = 2 * Math.PI;
    private static readonly Vector SwingAxis = new(0, 1, 0);

    /// <inheritdoc/>
    public override void Add(double at, ref MotionState state)
    {
        double strides = ((at - Start) * strideHz) + phase;
        double sinceStrike = (strides - Math.Floor(strides)) / strideHz;
        double edge = Math.Clamp(Math.Min(at - Start, End - at) / 0.5, 0, 1);
        state.Rotation += SwingAxis * (edge * SwingRadians * PortableMath.Sin(TwoPi * strides));
        state.LinearG += new Vector(0.2, 0, 0.5) * (edge * PortableMath.Sin(TwoPi * 2 * strides));
        if (sinceStrike < 0.3)
        {
            state.LinearG += strike * (edge * strikeG * PortableMath.Exp(-sinceStrike / StrikeDecaySeconds) * PortableMath.Cos(TwoPi * StrikeHz * sinceStrike));
        }
    }
}
