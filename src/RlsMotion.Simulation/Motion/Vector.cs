namespace RlsMotion.Simulation.Motion;

/// <summary>Three axes of the sensor: x along the shank to the knee, y and z across it.</summary>
internal readonly record struct Vector(double X, double Y, double Z)
{
    public double Length => Math.Sqrt((X * X) + (Y * Y) + (Z * Z));

    public static Vector operator +(Vector a, Vector b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vector operator -(Vector a, Vector b) => new(a.X - b.X, a.Y - b.Y, a.Z - b.Z);

    public static Vector operator *(Vector a, double factor) => new(a.X * factor, a.Y * factor, a.Z * factor);

    public double Dot(Vector other) => (X * other.X) + (Y * other.Y) + (Z * other.Z);

    public Vector Cross(Vector other) => new((Y * other.Z) - (Z * other.Y), (Z * other.X) - (X * other.Z), (X * other.Y) - (Y * other.X));

    /// <summary>The same direction at length one; the zero vector has none and stays.</summary>
    public Vector Unit() => Length is var length && length > 0 ? this * (1 / length) : this;

    /// <summary>Turned by a rotation vector: its direction is the axis, its length the angle in radians.</summary>
    public Vector Turned(Vector rotation)
    {
        double angle = rotation.Length;
        if (angle < 1e-12)
        {
            return this;
        }
        Vector axis = rotation * (1 / angle);
        double cosine = Randomness.PortableMath.Cos(angle);
        return (this * cosine) + (axis.Cross(this) * Randomness.PortableMath.Sin(angle)) + (axis * (axis.Dot(this) * (1 - cosine)));
    }
}
