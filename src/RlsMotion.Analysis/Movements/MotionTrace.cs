using System.Numerics;
using System.Runtime.CompilerServices;
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

    private readonly Vector4[] _samples; // x, y, z in g
    private readonly float[] _changes; // squared change, g²
    private readonly float[] _shaking; // squared acceleration above ShakingHz, g²
    private readonly double _weight;
    private readonly Biquad _shakingSection;
    private Vector256<double> _shakingState1;
    private Vector256<double> _shakingState2;
    private Vector256<double> _coming;
    private Vector256<double> _past;
    private Vector256<double> _stepSum;
    private double _stepChanges;
    private double _stepShaking;
    private Vector256<double> _last;
    private int _grainSteps;
    private double _grain = double.MaxValue;

    public MotionTrace(double rateHz, double seconds)
    {
        Reach = Math.Max(1, (int)Math.Round(ReachSeconds * rateHz));
        int capacity = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Ceiling(seconds * rateHz) + 1);
        _samples = new Vector4[capacity];
        _changes = new float[capacity];
        _shaking = new float[capacity];
        _weight = 1.0 / Reach;
        _shakingSection = Butterworth.HighPass(2, Math.Min(ShakingHz, 0.4 * rateHz), rateHz)[0];
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

    /// <summary>Squared changes in g², a ring of a power of two: that at n lies at n modulo its length; only those below <see cref="Known"/> mean anything.</summary>
    public ReadOnlySpan<float> SquaredChanges => _changes;

    public void Clear()
    {
        (Count, _grainSteps, _grain) = (0, 0, double.MaxValue);
        (_coming, _past) = (default, default);
        BeginStep();
    }

    /// <summary>Forgets the sums of the step that has ended.</summary>
    public void BeginStep() => (_stepSum, _stepChanges, _stepShaking) = (default, 0, 0);

    /// <summary>Mean acceleration of the samples since the step began, in g.</summary>
    /// <param name="samples">How many they are.</param>
    public Vector3 StepMean(int samples) => Narrow(_stepSum * (1.0 / samples)).AsVector3();

    /// <summary>Sum of the squared changes that became known since the step began, in g².</summary>
    public double StepChanges => _stepChanges;

    /// <summary>Sum of the squared shaking of the same samples, in g².</summary>
    public double StepShaking => _stepShaking;

    /// <summary>Adds samples in g.</summary>
    /// <param name="xyzG">Interleaved x, y, z.</param>
    /// <remarks>One loop for everything, with all that it carries in registers: the recursion of the filter is what takes time, and the rest hides behind it.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    public void Add(ReadOnlySpan<double> xyzG)
    {
        if (xyzG.IsEmpty)
        {
            return;
        }
        LookAtGrain(xyzG);
        if (Count == 0)
        {
            (double start1, double start2) = _shakingSection.SteadyState;
            Vector256<double> first = Wide(xyzG, 0);
            (_shakingState1, _shakingState2) = (first * start1, first * start2);
        }
        Vector4[] samples = _samples;
        float[] changes = _changes;
        float[] shaking = _shaking;
        Biquad section = _shakingSection;
        Vector256<double> state1 = _shakingState1;
        Vector256<double> state2 = _shakingState2;
        Vector256<double> coming = _coming;
        Vector256<double> past = _past;
        Vector256<double> stepSum = _stepSum;
        double stepChanges = _stepChanges;
        double stepShaking = _stepShaking;
        double weight = _weight;
        int reach = Reach;
        long n = Count;
        for (int i = 0; i <= xyzG.Length - 3; i += 3, n++)
        {
            Vector256<double> sample = Wide(xyzG, i);
            Vector256<double> fast = section.Apply(sample, ref state1, ref state2);
            shaking[(int)n & (shaking.Length - 1)] = (float)Vector256.Sum(fast * fast);
            // Sums of floats in doubles are exact here: what enters a window leaves it to the last bit.
            Vector128<float> narrow = Narrow(sample);
            samples[(int)n & (samples.Length - 1)] = narrow.AsVector4();
            Vector256<double> rounded = Widen(narrow);
            stepSum += rounded;
            coming += rounded;
            long middle = n + 1 - reach;
            if (middle < reach)
            {
                if (middle < 0)
                {
                    continue;
                }
                if (middle > 0)
                {
                    Vector256<double> first = Widen(samples[(int)(middle - 1)].AsVector128());
                    coming -= first;
                    past += first;
                }
                changes[(int)middle] = 0; // too little past: no change is claimed
                continue;
            }
            Vector256<double> crossing = Widen(samples[(int)(middle - 1) & (samples.Length - 1)].AsVector128());
            coming -= crossing;
            past += crossing;
            if (middle > reach)
            {
                past -= Widen(samples[(int)(middle - 1 - reach) & (samples.Length - 1)].AsVector128());
            }
            Vector256<double> difference = (coming - past) * weight;
            float change = (float)Vector256.Sum(difference * difference);
            changes[(int)middle & (changes.Length - 1)] = change;
            stepChanges += change;
            stepShaking += shaking[(int)middle & (shaking.Length - 1)];
        }
        Count = n;
        (_shakingState1, _shakingState2, _coming, _past) = (state1, state2, coming, past);
        (_stepSum, _stepChanges, _stepShaking) = (stepSum, stepChanges, stepShaking);
    }

    /// <summary>Squared change at a sample, in g²; 0 where it is not known.</summary>
    public double SquaredChange(long n) => _changes[(int)n & (_changes.Length - 1)];

    /// <summary>Squared shaking at a sample, in g².</summary>
    public double SquaredShaking(long n) => _shaking[(int)n & (_shaking.Length - 1)];

    /// <summary>Takes the change at a sample out: nothing is claimed of it.</summary>
    public void Silence(long n) => _changes[(int)n & (_changes.Length - 1)] = 0;

    /// <summary>Mean acceleration of the samples from one to before another, in g; of the nearest one if there are none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)] // fast at once: a command lives for half a second
    public Vector3 Mean(long from, long to)
    {
        from = Math.Clamp(from, Oldest, Math.Max(Oldest, Count - 1));
        to = Math.Clamp(to, from + 1, Math.Max(from + 1, Count));
        Vector4[] samples = _samples;
        Vector256<double> sum = default;
        for (long n = from; n < to; n++)
        {
            sum += Widen(samples[(int)n & (samples.Length - 1)].AsVector128());
        }
        return Narrow(sum * (1.0 / (to - from))).AsVector3();
    }

    /// <summary>Finds the sensor's count while too few steps were seen.</summary>
    private void LookAtGrain(ReadOnlySpan<double> xyzG)
    {
        for (int i = 0; i < xyzG.Length && _grainSteps < GrainSteps; i += 3)
        {
            Vector256<double> sample = Wide(xyzG, i);
            Vector256<double> step = Vector256.Abs(sample - (Count == 0 && i == 0 ? sample : _last));
            _last = sample;
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

    private static Vector256<double> Wide(ReadOnlySpan<double> xyz, int at) =>
        Vector256.Create(Vector128.Create(xyz.Slice(at, 2)), Vector128.CreateScalar(xyz[at + 2]));

    private static Vector128<float> Narrow(Vector256<double> wide) => Vector128.Narrow(wide.GetLower(), wide.GetUpper());

    private static Vector256<double> Widen(Vector128<float> narrow) => Vector256.WidenLower(narrow.ToVector256Unsafe());
}
