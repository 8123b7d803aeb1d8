using RlsMotion.Simulation.Randomness;

namespace RlsMotion.Simulation.Motion;

/// <summary>Short jerks, one or a train: to and fro, without a held tilt.</summary>
internal sealed class Lobes(double start, double end, Vector directionG, double periodSeconds, double lobeSeconds) : LegMotion(start, end)
{
    /// <inheritdoc/>
    public override void Add(double at, ref MotionState state)
    {
        double t = at - Start;
        double within = t - (Math.Floor(t / periodSeconds) * periodSeconds);
        if (within < lobeSeconds && t - within + lobeSeconds <= End - Start + 1e-9)
        {
            double s = within / lobeSeconds;
            state.LinearG += directionG * (1.3 * PortableMath.Sin(2 * Math.PI * s) * PortableMath.Sin(Math.PI * s)); // 1.3: its largest value is 1
        }
    }
}
