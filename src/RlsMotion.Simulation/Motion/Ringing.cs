using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Motion;

/// <summary>The bed is knocked and rings out: damped oscillation, no tilt.</summary>
internal sealed class Ringing(double start, double end, Vector directionG, double hz) : LegMotion(start, end)
{
    /// <inheritdoc/>
    public override void Add(double at, ref MotionState state)
    {
        double t = at - Start;
        double left = (End - at) / (End - Start);
        state.LinearG += directionG * (left * PortableMath.Exp(-3 * (1 - left)) * PortableMath.Sin(2 * Math.PI * hz * t) * 1.2);
    }
}
