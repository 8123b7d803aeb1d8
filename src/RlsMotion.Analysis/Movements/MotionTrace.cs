using System.Numerics;
using System.Runtime.Intrinsics;
using RlsMotion.Analysis.Signal;

namespace RlsMotion.Analysis.Movements;

/// <summary>The latest minute and a half of one leg: acceleration, change and shaking, by sample since the start of the stretch.</summary>
/// <remarks>Change at n compares the means of the 0.1 s from n on and of the 0.1 s before n, so that its middle is where sample n begins: no delay.</remarks>
internal sealed class MotionTrace
{
    /// <summary>Half the reach of the change, in seconds: two means of 0.1 s resolve the 1.6-5.3 Hz in which a leg moves best, and let breathing pass by a fiftieth.</summary>
    private const double ReachSeconds = 0.1;

    /// <summary>Above this a leg does not move but shake, in Hz: what rises in 0.15 s or more has its energy below 5.3 Hz.</summary>
    private const double ShakingHz = 6;

    /// <summary>Steps from sample to sample that are looked at to find how finely the sensor counts.</summary>
    private const int GrainSteps = 2000;

    /// <summary>Finer differences are rounding of decimal numbers, in g.</summary>
    private const double LeastGrainG = 1e-5;

    private readonly Vector4[] _samples; // x, y, z in g; w: squared change, g²
    private readonly float[] _shaking; // squared acceleration above ShakingHz, g²
    private readonly int _mask;
    private readonly double _weight;
    private readonly AxesFilter _shakingFilter;
    private readonly Vector256<double>[] _recent; // the samples of both means, as they are in the ring
    private readonly int _recentMask;
    private Vector256<double> _coming;
    private Vector256<double> _past;
    private Vector256<double> _last;
    private int _grainSteps;
    private double _grain = double.MaxValue;

    public MotionTrace(double rateHz, double seconds)
    {
        Reach = Math.Max(1, (int)Math.Round(ReachSeconds * rateHz));
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(seconds * rateHz) + 1);
        _samples = new Vector4[capacity];
        _shaking = new float[capacity];
        _mask = capacity - 1;
        _weight = 1.0 / Reach;
        _recent = new Vector256<double>[BitOperations.RoundUpToPowerOf2((uint)(2 * Reach) + 2)];
        _recentMask = _recent.Length - 1;
        _shakingFilter = new AxesFilter(Butterworth.HighPass(2, Math.Min(ShakingHz, 0.4 * rateHz), rateHz));
    }

    /// <summary>Samples in each of the two means.</summary>
    public int Reach { get; }

    /// <summary>Samples received since the start.</summary>
    public long Count { get; private set; }

    /// <summary>Changes known: those below this number.</summary>
    public long Known => Math.Max(0, Count - Reach + 1);

    /// <summary>The oldest sample still held.</summary>
    public long Oldest => Math.Max(0, Count - _samples.Length);

    /// <summary>The least step between two readings of an axis that was seen, in g: what the sensor counts in; 0 before anything was seen.</summary>
    public double GrainG => _grainSteps == 0 ? 0 : _grain;

    public void Clear()
    {
        (Count, _grainSteps, _grain) = (0, 0, double.MaxValue);
        _shakingFilter.Reset();
        (_coming, _past) = (default, default);
    }

    /// <summary>Adds a sample in g.</summary>
    public void Add(double x, double y, double z)
    {
        Vector256<double> sample = Vector256.Create(x, y, z, 0);
        Vector256<double> shaking = _shakingFilter.Apply(sample);
        long n = Count;
        if (_grainSteps < GrainSteps)
        {
            LookAtGrain(Vector256.Abs(sample - (n == 0 ? sample : _last)));
            _last = sample;
        }
        int slot = (int)(n & _mask);
        _samples[slot] = new Vector4((float)x, (float)y, (float)z, 0);
        _shaking[slot] = (float)Vector256.Sum(shaking * shaking);
        Count = n + 1;
        // Sums of floats in doubles are exact here: what enters a window leaves it to the last bit.
        Vector256<double> rounded = Vector256.Create((float)x, (float)y, (float)z, 0.0);
        _recent[(int)n & _recentMask] = rounded;
        _coming += rounded;
        long middle = n + 1 - Reach;
        if (middle < 1)
        {
            return;
        }
        Vector256<double> crossing = _recent[(int)(middle - 1) & _recentMask];
        _coming -= crossing;
        _past += crossing;
        if (middle < Reach)
        {
            return; // too little past: no change is claimed
        }
        if (middle > Reach)
        {
            _past -= _recent[(int)(middle - 1 - Reach) & _recentMask];
        }
        Vector256<double> change = (_coming - _past) * _weight;
        _samples[(int)(middle & _mask)].W = (float)Vector256.Sum(change * change);
    }

    /// <summary>Squared change at a sample, in g²; 0 where it is not known.</summary>
    public double SquaredChange(long n) => _samples[(int)(n & _mask)].W;

    /// <summary>Squared shaking at a sample, in g².</summary>
    public double SquaredShaking(long n) => _shaking[(int)(n & _mask)];

    /// <summary>Takes the change at a sample out: nothing is claimed of it.</summary>
    public void Silence(long n) => _samples[(int)(n & _mask)].W = 0;

    /// <summary>Mean acceleration of the samples from one to before another, in g; of the nearest one if there are none.</summary>
    public Vector3 Mean(long from, long to)
    {
        from = Math.Clamp(from, Oldest, Math.Max(Oldest, Count - 1));
        to = Math.Clamp(to, from + 1, Math.Max(from + 1, Count));
        (double x, double y, double z) = (0, 0, 0);
        for (long n = from; n < to; n++)
        {
            Vector4 s = _samples[(int)(n & _mask)];
            x += s.X;
            y += s.Y;
            z += s.Z;
        }
        double weight = 1.0 / (to - from);
        return new((float)(x * weight), (float)(y * weight), (float)(z * weight));
    }

    private void LookAtGrain(Vector256<double> step)
    {
        for (int axis = 0; axis < 3; axis++)
        {
            if (step[axis] > LeastGrainG)
            {
                _grain = Math.Min(_grain, step[axis]);
                _grainSteps++;
            }
        }
    }
}
