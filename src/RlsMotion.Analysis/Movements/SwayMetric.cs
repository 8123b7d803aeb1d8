using System.Numerics;

namespace RlsMotion.Analysis.Movements;

/// <summary>Measures how far two rests of the leg are apart, in units of what breathing, pulse and noise explain: 1 is just no longer rest.</summary>
/// <remarks>A Mahalanobis distance. Breathing carries the leg along one line: across it, a tilt ten times smaller is still seen. Turning the sensor changes nothing.</remarks>
internal readonly record struct SwayMetric(double Xx, double Xy, double Xz, double Yy, double Yz, double Zz)
{
    /// <summary>Distance of two rests that differ by a vector in g.</summary>
    public double Length(Vector3 d)
    {
        double square = (d.X * ((Xx * d.X) + (2 * ((Xy * d.Y) + (Xz * d.Z))))) + (d.Y * ((Yy * d.Y) + (2 * Yz * d.Z))) + (d.Z * Zz * d.Z);
        return Math.Sqrt(Math.Max(0, square));
    }
}
