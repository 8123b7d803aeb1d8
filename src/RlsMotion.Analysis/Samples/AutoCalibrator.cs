using MathNet.Numerics.LinearAlgebra;

namespace RlsMotion.Analysis.Samples;

/// <summary>Finds a sensor's scale and offset from a recording itself: whichever way a still sensor lies, it reads 1 g.</summary>
/// <remarks>
/// Idea, still windows and bounds: van Hees et al., J Appl Physiol 2014;117:738-744 (10 s windows, 13 mg, 0.3 g to either side, 10 mg left over). The
/// fit is ours: weighted least squares on the distance from the unit sphere by Gauss-Newton, weights falling with the distance, so that windows that
/// were not quite still hardly count. Checked on readings with known errors: scale to 0.001, offset to 2 mg. Not thread-safe.
/// </remarks>
public sealed class AutoCalibrator
{
    private const double WindowSeconds = 10;
    private const double StillDeviationG = 0.013;
    private const double SphereG = 0.3;
    private const double LargestErrorG = 0.010;
    private const int FewestWindows = 24; // four minutes
    private const int MostSteps = 100;
    private const double Converged = 1e-9;

    /// <summary>A window this near to the sphere has full weight, in g.</summary>
    private const double FullWeightG = 0.01;

    /// <summary>No still reading is further from 1 g than this: beyond, the sensor is broken or falling.</summary>
    private const double FurthestFromGravityG = 0.5;

    private readonly int _windowSamples;
    private readonly List<Vector<double>> _windows = [];
    private readonly double[] _first = new double[3]; // sums of differences to the first sample lose no digits
    private readonly double[] _sum = new double[3];
    private readonly double[] _squares = new double[3];
    private int _count;

    /// <summary>Begins.</summary>
    /// <param name="rateHz">Samples per second, above zero.</param>
    public AutoCalibrator(double rateHz)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(rateHz);
        _windowSamples = Math.Max(2, (int)Math.Round(WindowSeconds * rateHz));
    }

    /// <summary>Takes samples as the sensor read them.</summary>
    /// <param name="xyzG">Interleaved x, y, z in g. A gap needs no mention: at worst one window spans it.</param>
    /// <exception cref="ArgumentException">The length is no multiple of three.</exception>
    public void Add(ReadOnlySpan<double> xyzG)
    {
        if (xyzG.Length % 3 != 0)
        {
            throw new ArgumentException($"Samples are three values each; {xyzG.Length} values were given.", nameof(xyzG));
        }
        for (int i = 0; i < xyzG.Length; i += 3)
        {
            if (_count == 0)
            {
                xyzG.Slice(i, 3).CopyTo(_first);
                Array.Clear(_sum);
                Array.Clear(_squares);
            }
            for (int axis = 0; axis < 3; axis++)
            {
                double difference = xyzG[i + axis] - _first[axis];
                _sum[axis] += difference;
                _squares[axis] += difference * difference;
            }
            if (++_count == _windowSamples)
            {
                EndWindow();
            }
        }
    }

    /// <summary>What the samples so far say.</summary>
    public CalibrationFinding Find()
    {
        double? before = _windows.Count == 0 ? null : _windows.Average(window => Math.Abs(window.L2Norm() - 1));
        CalibrationFinding Refuse(CalibrationRefusal refusal, double? after = null) => new(null, refusal, _windows.Count, before, after);
        if (_windows.Count < FewestWindows)
        {
            return Refuse(CalibrationRefusal.TooFewStillWindows);
        }
        for (int axis = 0; axis < 3; axis++)
        {
            if (_windows.Min(window => window[axis]) > -SphereG || _windows.Max(window => window[axis]) < SphereG)
            {
                return Refuse(CalibrationRefusal.OrientationsDoNotCoverTheSphere);
            }
        }
        if (Fit() is not { } c)
        {
            return Refuse(CalibrationRefusal.NoFit);
        }
        double after = _windows.Average(window => Math.Abs(Corrected(window, c).L2Norm() - 1));
        return after > LargestErrorG
            ? Refuse(CalibrationRefusal.NoFit, after)
            : new CalibrationFinding(new Calibration(c[0], c[1], c[2], c[3], c[4], c[5]), null, _windows.Count, before, after);
    }

    private void EndWindow()
    {
        var mean = Vector<double>.Build.Dense(3);
        bool isStill = true;
        for (int axis = 0; axis < 3; axis++)
        {
            double shift = _sum[axis] / _count;
            mean[axis] = _first[axis] + shift;
            isStill &= (_squares[axis] / _count) - (shift * shift) < StillDeviationG * StillDeviationG; // false for NaN
        }
        if (isStill && Math.Abs(mean.L2Norm() - 1) < FurthestFromGravityG)
        {
            _windows.Add(mean);
        }
        _count = 0;
    }

    /// <summary>Three scales and three offsets; null where the windows do not settle them.</summary>
    private Vector<double>? Fit()
    {
        var c = Vector<double>.Build.Dense([1, 1, 1, 0, 0, 0]);
        var slope = Vector<double>.Build.Dense(6);
        for (int step = 0; step < MostSteps; step++)
        {
            var normal = Matrix<double>.Build.Dense(6, 6);
            var right = Vector<double>.Build.Dense(6);
            foreach (Vector<double> window in _windows)
            {
                Vector<double> reading = Corrected(window, c);
                double length = reading.L2Norm();
                double error = length - 1;
                double weight = FullWeightG / Math.Max(FullWeightG, Math.Abs(error));
                for (int axis = 0; axis < 3; axis++)
                {
                    (slope[axis], slope[axis + 3]) = (reading[axis] / length * window[axis], reading[axis] / length);
                }
                normal += slope.OuterProduct(slope) * weight;
                right += slope * (weight * error);
            }
            Vector<double> change = normal.QR().Solve(right); // not finite where the windows leave a direction open
            c -= change;
            if (!change.ForAll(double.IsFinite) || c.SubVector(0, 3).Exists(scale => scale is < 0.5 or > 2))
            {
                return null;
            }
            if (change.L2Norm() < Converged)
            {
                return c;
            }
        }
        return null;
    }

    private static Vector<double> Corrected(Vector<double> window, Vector<double> c) => window.PointwiseMultiply(c.SubVector(0, 3)) + c.SubVector(3, 3);
}
