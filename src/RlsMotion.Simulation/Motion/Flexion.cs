namespace RlsMotion.Simulation.Motion;

/// <summary>The lower leg turns about a joint through given angles: gravity tilts, and the sensor, a lever away, is accelerated.</summary>
/// <remarks>
/// Between two knots the angle follows the minimum-jerk course 10 s^3 - 15 s^4 + 6 s^5 of reaching movements (Flash and Hogan 1985). Tangential
/// acceleration is angular acceleration times lever, centripetal the squared angular velocity times lever: an onset burst, a held tilt and a
/// release burst come out by themselves.
/// </remarks>
internal sealed class Flexion(double start, double end, Vector axis, double angle, double leverMetres, double[] knotTimes, double[] knotShares, double wobbleHz, double wobbleShare)
    : LegMotion(start, end)
{
    private const double StandardGravity = 9.80665;
    private const double TwoPi = 2 * Math.PI;
    private static readonly Vector AlongShank = new(-1, 0, 0);

    private readonly Vector _tangent = axis.Cross(AlongShank);
    private readonly Vector _centre = axis.Cross(axis.Cross(AlongShank));

    /// <inheritdoc/>
    public override void Add(double at, ref MotionState state)
    {
        double t = at - Start;
        int next = 1;
        while (next < knotTimes.Length - 1 && knotTimes[next] <= t)
        {
            next++;
        }
        double span = knotTimes[next] - knotTimes[next - 1];
        double s = Math.Clamp((t - knotTimes[next - 1]) / span, 0, 1);
        double from = knotShares[next - 1];
        double step = knotShares[next] - from;
        double share = from + (step * s * s * s * (10 + (s * (-15 + (6 * s)))));
        double speed = step * 30 * s * s * (1 + (s * (-2 + s))) / span;
        double acceleration = step * 60 * s * (1 + (s * (-3 + (2 * s)))) / (span * span);
        if (wobbleShare > 0 && next > 1 && next < knotTimes.Length - 1) // muscles hold unsteadily
        {
            double window = 4 * s * (1 - s) * wobbleShare;
            double phase = TwoPi * wobbleHz * (t - knotTimes[next - 1]);
            share += window * Randomness.PortableMath.Sin(phase);
            acceleration -= window * TwoPi * wobbleHz * TwoPi * wobbleHz * Randomness.PortableMath.Sin(phase);
        }
        state.Rotation += axis * (angle * share);
        double lever = leverMetres / StandardGravity;
        state.LinearG += (_tangent * (lever * angle * acceleration)) + (_centre * (lever * angle * angle * speed * speed));
    }
}
