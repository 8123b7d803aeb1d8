using System.Numerics;

namespace RlsMotion.Analysis.Movements;

/// <summary>How the resting leg sways: second moments of the differences between half-second means two seconds apart, over some minutes of rest.</summary>
internal sealed class SwayCovariance
{
    /// <summary>Tilts within this many sways are rest; sways are root mean squares.</summary>
    private const double Sways = 1.8;

    private readonly Vector3[] _window;
    private int _oldest;
    private int _count;

    public SwayCovariance(int capacity) => _window = new Vector3[capacity];

    public void Clear() => (_oldest, _count) = (0, 0);

    public void Add(Vector3 difference)
    {
        _window[(_oldest + _count) % _window.Length] = difference;
        _count++;
    }

    public void RemoveOldest()
    {
        _oldest = (_oldest + 1) % _window.Length;
        _count--;
    }

    /// <summary>The metric.</summary>
    /// <param name="leastG">What is rest however still the leg lies, in g; above zero.</param>
    public SwayMetric Metric(double leastG)
    {
        (double xx, double xy, double xz, double yy, double yz, double zz) = (0, 0, 0, 0, 0, 0);
        for (int i = 0; i < _count; i++)
        {
            Vector3 d = _window[(_oldest + i) % _window.Length];
            xx += d.X * d.X;
            xy += d.X * d.Y;
            xz += d.X * d.Z;
            yy += d.Y * d.Y;
            yz += d.Y * d.Z;
            zz += d.Z * d.Z;
        }
        double scale = _count == 0 ? 0 : Sways * Sways / _count;
        double least = leastG * leastG;
        return Inverse((xx * scale) + least, xy * scale, xz * scale, (yy * scale) + least, yz * scale, (zz * scale) + least);
    }

    private static SwayMetric Inverse(double xx, double xy, double xz, double yy, double yz, double zz)
    {
        double cxx = (yy * zz) - (yz * yz);
        double cxy = (xz * yz) - (xy * zz);
        double cxz = (xy * yz) - (xz * yy);
        double determinant = (xx * cxx) + (xy * cxy) + (xz * cxz);
        double w = 1 / determinant;
        return new(cxx * w, cxy * w, cxz * w, ((xx * zz) - (xz * xz)) * w, ((xy * xz) - (xx * yz)) * w, ((xx * yy) - (xy * xy)) * w);
    }
}
