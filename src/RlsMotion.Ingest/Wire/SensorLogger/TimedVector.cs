namespace RlsMotion.Ingest.Wire.SensorLogger;

/// <summary>One reading of three axes.</summary>
/// <param name="Nanoseconds">Unix time in nanoseconds.</param>
/// <param name="X">In the unit of its stream; so are the others.</param>
/// <param name="Y">Second axis.</param>
/// <param name="Z">Third axis.</param>
internal readonly record struct TimedVector(long Nanoseconds, double X, double Y, double Z)
{
    public double Length => Math.Sqrt((X * X) + (Y * Y) + (Z * Z));

    public TimedVector Over(double unit) => new(Nanoseconds, X / unit, Y / unit, Z / unit);

    public TimedVector Plus(TimedVector other) => new(Nanoseconds, X + other.X, Y + other.Y, Z + other.Z);

    /// <summary>The straight line from this reading to a later one, at a time.</summary>
    public TimedVector Towards(TimedVector later, long nanoseconds)
    {
        double share = later.Nanoseconds == Nanoseconds ? 0 : (double)(nanoseconds - Nanoseconds) / (later.Nanoseconds - Nanoseconds);
        return new(nanoseconds, X + (share * (later.X - X)), Y + (share * (later.Y - Y)), Z + (share * (later.Z - Z)));
    }
}
