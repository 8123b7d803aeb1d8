namespace RlsMotion.Simulation.Motion;

/// <summary>The resting orientation turns from one direction of "up" to another between two times, and stays. Seconds from the recording's start.</summary>
internal readonly record struct OrientationChange(double Start, double End, Vector From, Vector To)
{
    /// <summary>"Up" in the sensor's axes at a time.</summary>
    public Vector At(double at)
    {
        if (at >= End)
        {
            return To;
        }
        if (at <= Start)
        {
            return From;
        }
        double s = (at - Start) / (End - Start);
        double share = s * s * s * (10 + (s * (-15 + (6 * s))));
        Vector normal = From.Cross(To);
        double sine = normal.Length;
        double cosine = From.Dot(To);
        double angle = ArcTangent(sine, cosine);
        return sine < 1e-9 ? From : From.Turned(normal * (angle * share / sine));
    }

    /// <summary>Angle from 0 to pi by its sine (not negative) and cosine, by bisection on a portable cosine: the same bits everywhere.</summary>
    private static double ArcTangent(double sine, double cosine)
    {
        double low = 0;
        double high = Math.PI;
        for (int i = 0; i < 50; i++)
        {
            double middle = (low + high) / 2;
            // sin(target - middle) > 0 while the target lies above.
            bool isAbove = (sine * Randomness.PortableMath.Cos(middle)) - (cosine * Randomness.PortableMath.Sin(middle)) > 0;
            (low, high) = isAbove ? (middle, high) : (low, middle);
        }
        return (low + high) / 2;
    }
}
