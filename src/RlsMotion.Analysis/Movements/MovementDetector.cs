using System.ComponentModel.DataAnnotations;
using System.Numerics;

namespace RlsMotion.Analysis.Movements;

/// <summary>Finds where one leg moved, in one contiguous stretch of samples after another.</summary>
/// <remarks>
/// The result depends on the samples and where they begin, never on how they are cut into pushes; movements come out in order, disjoint, and about
/// 80 seconds late (the default look-ahead): as late as is needed to know the floor, the return of a held tilt and the neighbours. Nothing is allocated
/// while nothing is found. How it works and why each number is what it is: docs/signal.md. Not thread-safe.
/// </remarks>
public sealed class MovementDetector
{
    /// <summary>The slowest sensor that still shows how a leg moves, in Hz.</summary>
    public const double LowestRateHz = 10;

    /// <summary>The fastest that makes sense, in Hz.</summary>
    public const double HighestRateHz = 400;

    /// <summary>Length of the step in which floors and thresholds are renewed, in seconds.</summary>
    private const double StepSeconds = 0.5;

    /// <summary>Sway compares means this many steps apart: two seconds, about half a breath.</summary>
    private const int SwaySteps = 4;

    /// <summary>A step with more floors than this moves, and is no sway.</summary>
    private const double MovingFloors = 2;

    /// <summary>A floor lower than this says nothing about sway, in g.</summary>
    private const double LeastMovingG = 0.002;

    /// <summary>Fewer steps than these say nothing about the floor; until then it is taken to be high.</summary>
    private const int LeastSteps = 6;

    /// <summary>What the trace holds besides the look-ahead, in seconds: the longest burst, a hold after it and the rest before it.</summary>
    private const double TraceSeconds = 36;

    private readonly DetectorOptions _options;
    private readonly MotionTrace _trace;
    private readonly RestFloor _floor;
    private readonly RestFloor _shakingFloor;
    private readonly SwayCovariance _sway;
    private readonly bool[] _swayCounted;
    private long _lastMoving;
    private readonly Vector3[] _lastSteps = new Vector3[SwaySteps + 1]; // mean acceleration of the latest steps; a ring
    private readonly BurstFinder _finder;
    private readonly MovementAssembler _assembler;
    private readonly MovementSurroundings _surroundings;
    private readonly BlindZones _blind = new();
    private readonly int _step;
    private readonly int _stepsAhead;
    private readonly int _stepsPast;
    private readonly bool[] _counted; // whether a step is in the floors; a ring
    private long _origin;
    private long _stepsDone;
    private long _stepsForgotten;
    private int _inStep;

    /// <summary>Builds a detector.</summary>
    /// <param name="nominalRateHz">Samples per second, <see cref="LowestRateHz"/> to <see cref="HighestRateHz"/>.</param>
    /// <param name="options">What to take for a movement.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate is out of range.</exception>
    /// <exception cref="ValidationException">An option is out of its range.</exception>
    public MovementDetector(double nominalRateHz, DetectorOptions options)
    {
        if (!(nominalRateHz is >= LowestRateHz and <= HighestRateHz))
        {
            throw new ArgumentOutOfRangeException(nameof(nominalRateHz), nominalRateHz, $"Movements are found at {LowestRateHz} to {HighestRateHz} samples per second.");
        }
        Validator.ValidateObject(options, new ValidationContext(options), validateAllProperties: true);
        (_options, NominalRateHz) = (options, nominalRateHz);
        _step = Math.Max(4, (int)Math.Round(StepSeconds * nominalRateHz));
        _stepsAhead = (int)Math.Ceiling(options.FloorAheadSeconds * nominalRateHz / _step);
        _stepsPast = (int)Math.Ceiling(options.FloorPastSeconds * nominalRateHz / _step);
        _trace = new MotionTrace(nominalRateHz, options.FloorAheadSeconds + TraceSeconds);
        int steps = _stepsPast + _stepsAhead + 2; // the one looked at is counted, and the newest comes before the oldest goes
        (_floor, _shakingFloor, _sway) = (new RestFloor(steps), new RestFloor(steps), new SwayCovariance(steps));
        (_counted, _swayCounted) = (new bool[steps], new bool[steps]);
        _finder = new BurstFinder(_trace, _sway, nominalRateHz);
        _assembler = new MovementAssembler(_trace, _blind, nominalRateHz, options);
        _surroundings = new MovementSurroundings(nominalRateHz);
    }

    /// <summary>Samples per second that it was built for.</summary>
    public double NominalRateHz { get; }

    /// <summary>Takes samples that follow the last ones, or begin a stretch.</summary>
    /// <param name="firstIndex">Sample index of the first of them.</param>
    /// <param name="xyzG">Calibrated acceleration in g, interleaved x, y, z; finite.</param>
    /// <param name="found">Receives the movements that are now certain, in order.</param>
    /// <exception cref="ArgumentException">The samples do not follow the last ones, or are no multiple of three.</exception>
    public void Push(long firstIndex, ReadOnlySpan<double> xyzG, ICollection<DetectedMovement> found)
    {
        if (xyzG.Length % 3 != 0)
        {
            throw new ArgumentException($"Samples are three values each; {xyzG.Length} values were given.", nameof(xyzG));
        }
        if (xyzG.Length == 0)
        {
            return;
        }
        if (_trace.Count == 0)
        {
            Start(firstIndex);
        }
        else if (firstIndex != _origin + _trace.Count)
        {
            throw new ArgumentException($"The stretch goes on at sample {_origin + _trace.Count}, not at {firstIndex}; flush before a gap.", nameof(firstIndex));
        }
        while (xyzG.Length > 0)
        {
            int samples = Math.Min(xyzG.Length / 3, _step - _inStep);
            _trace.Add(xyzG[..(3 * samples)]);
            xyzG = xyzG[(3 * samples)..];
            _inStep += samples;
            if (_inStep == _step)
            {
                _inStep = 0;
                FinishStep(found);
            }
        }
    }

    /// <summary>Announces samples that will be interpolated: no movement begins or ends among them.</summary>
    /// <param name="fromIndex">First of them; where the stretch goes on.</param>
    /// <param name="toIndex">After the last of them.</param>
    /// <exception cref="ArgumentException">The zone is empty, or lies in what was already pushed.</exception>
    public void Blind(long fromIndex, long toIndex)
    {
        if (toIndex <= fromIndex)
        {
            throw new ArgumentException($"A blind zone ends after it begins; [{fromIndex}, {toIndex}) was given.", nameof(toIndex));
        }
        if (_trace.Count == 0)
        {
            throw new ArgumentException("A stretch does not begin with a blind zone: begin it after the gap.", nameof(fromIndex));
        }
        if (fromIndex < _origin + _trace.Count)
        {
            throw new ArgumentException($"A blind zone is announced before its samples; {fromIndex} was already pushed.", nameof(fromIndex));
        }
        _blind.Add(fromIndex - _origin, toIndex - _origin);
    }

    /// <summary>Ends the stretch: all that is left comes out, and the next push begins a new one.</summary>
    /// <param name="found">Receives the movements, in order.</param>
    public void Flush(ICollection<DetectedMovement> found)
    {
        if (_trace.Count > 0)
        {
            SilenceBlind(Math.Max(0, (_stepsDone * _step) - _trace.Reach + 1), _trace.Known);
            long end = _trace.Known;
            while (_finder.Position < end)
            {
                long to = Math.Min(end, (_finder.Position / _step * _step) + _step);
                ForgetSteps(to);
                _finder.Advance(to, Now(), _assembler.Bursts);
                Emit(_finder.Quiet, found);
            }
            _finder.Finish(Now(), _assembler.Bursts);
            Emit(long.MaxValue / 2, found);
        }
        Start(0);
    }

    private void Start(long firstIndex)
    {
        _trace.Clear();
        _floor.Clear();
        _shakingFloor.Clear();
        _sway.Clear();
        _finder.Clear();
        _assembler.Clear();
        _surroundings.Clear();
        _blind.Clear();
        (_origin, _stepsDone, _stepsForgotten, _inStep, _lastMoving) = (firstIndex, 0, 0, 0, 0);
    }

    /// <summary>Measures a step for the floors, and looks for movements in the step that the floors' look-ahead has just uncovered.</summary>
    private void FinishStep(ICollection<DetectedMovement> found)
    {
        long from = Math.Max(0, (_stepsDone * _step) - _trace.Reach + 1);
        long to = _trace.Known;
        Vector3 mean = _trace.StepMean(_step);
        _lastSteps[_stepsDone % _lastSteps.Length] = mean;
        bool counted = _stepsDone > 0 && !SilenceBlind(from, to); // the first step holds samples without a past
        if (counted)
        {
            double change = _trace.StepChanges / (to - from);
            _floor.Add(change);
            _shakingFloor.Add(_trace.StepShaking / (to - from));
            double still = MovingFloors * MovingFloors * Math.Max(_floor.MeanSquare(_trace.GrainG), LeastMovingG * LeastMovingG);
            _lastMoving = change > still ? _stepsDone : _lastMoving;
        }
        bool resting = counted && _stepsDone - _lastMoving > SwaySteps;
        if (resting)
        {
            _sway.Add(mean - _lastSteps[(_stepsDone + 1) % _lastSteps.Length]);
        }
        int slot = Slot(_stepsDone);
        (_counted[slot], _swayCounted[slot]) = (counted, resting);
        _stepsDone++;
        _trace.BeginStep();
        if (_stepsDone > _stepsAhead)
        {
            long position = (_stepsDone - _stepsAhead) * _step;
            ForgetSteps(position);
            _finder.Advance(position, Now(), _assembler.Bursts);
            Emit(_finder.Quiet, found);
        }
    }

    /// <summary>Takes changes that reach into a blind zone out; says whether there were any.</summary>
    private bool SilenceBlind(long from, long to)
    {
        if (!_blind.Any)
        {
            return false;
        }
        bool touched = false;
        for (long n = from; n < to; n++)
        {
            if (_blind.Within(n - _trace.Reach, n + _trace.Reach) > 0)
            {
                _trace.Silence(n);
                touched = true;
            }
        }
        return touched;
    }

    /// <summary>Takes the steps out of the floors that lie too far before a position.</summary>
    private void ForgetSteps(long position)
    {
        long first = ((position - 1) / _step) - _stepsPast;
        for (; _stepsForgotten < first; _stepsForgotten++)
        {
            int slot = Slot(_stepsForgotten);
            if (_counted[slot])
            {
                _floor.RemoveOldest();
                _shakingFloor.RemoveOldest();
            }
            if (_swayCounted[slot])
            {
                _sway.RemoveOldest();
            }
        }
    }

    private int Slot(long step) => (int)((uint)step % (uint)_counted.Length); // 32 bits last for 68 years and divide faster

    private Thresholds Now()
    {
        double grain = _trace.GrainG;
        double floor = _floor.Count < LeastSteps ? Thresholds.HighestFloorG * Thresholds.HighestFloorG : _floor.MeanSquare(grain);
        return Thresholds.Above(floor, _shakingFloor.MeanSquare(grain), grain, _options);
    }

    private void Emit(long quiet, ICollection<DetectedMovement> found)
    {
        _assembler.Advance(quiet, _surroundings.Waiting);
        _surroundings.Advance(_assembler.Quiet(quiet), _origin, found);
        _blind.Forget(_trace.Oldest);
    }
}
