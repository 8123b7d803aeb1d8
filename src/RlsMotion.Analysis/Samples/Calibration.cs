namespace RlsMotion.Analysis.Samples;

/// <summary>Turns a sensor's reading into true acceleration: true = scale x reading + offset, axis by axis.</summary>
/// <param name="ScaleX">Scale of x, near 1.</param>
/// <param name="ScaleY">Scale of y, near 1.</param>
/// <param name="ScaleZ">Scale of z, near 1.</param>
/// <param name="OffsetXG">Offset of x in g.</param>
/// <param name="OffsetYG">Offset of y in g.</param>
/// <param name="OffsetZG">Offset of z in g.</param>
public sealed record Calibration(double ScaleX, double ScaleY, double ScaleZ, double OffsetXG, double OffsetYG, double OffsetZG)
{
    /// <summary>Changes nothing.</summary>
    public static readonly Calibration None = new(1, 1, 1, 0, 0, 0);
}
