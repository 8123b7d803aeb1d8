using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;
using RlsMotion.Simulation.Randomness;
using RlsMotion.Simulation.Truth;

namespace RlsMotion.Simulation.Planning;

/// <summary>Draws the leg movements of a night: periodic runs, short intervals, single ones, seen and unseen.</summary>
/// <remarks>Distributions: docs/simulation.md.</remarks>
internal sealed class LegMovementPlanner
{
    /// <summary>How the density of periodic movements falls over the hours of a night; beyond the eighth the last holds.</summary>
    private static readonly double[] CourseByHour = [1.6, 1.4, 1.1, 0.9, 0.7, 0.6, 0.5, 0.4];

    private const double ShortestSeconds = 0.5;
    private const double LongestSeconds = 10;
    private const double DurationSigma = 0.45;

    /// <summary>Rest between the end of a movement and the onset of the next in seconds; above the 0.5 s that would make them one.</summary>
    private const double LeastRest = 0.75;

    /// <summary>Largest lag of the second leg in a movement of both, in seconds.</summary>
    private const double LargestLag = 0.29;

    /// <summary>Share of movements that are one burst to and fro, without a held tilt.</summary>
    private const double SingleBurstShare = 0.08;

    private const double BothLegsShare = 0.5;
    private const double LargestVisiblePeakG = 2.0;
    private const double SmallestUnseenPeakG = 0.0005;

    private readonly ProfileTraits _traits;
    private readonly RandomStream _random;
    private readonly IReadOnlyList<PlannedStage> _stages;
    private readonly Timetable _timetable;
    private readonly double _medianAmplitude;
    private readonly double _amplitudeSigma;
    private readonly double _medianDuration;
    private readonly double _intervalMedian;
    private readonly double _intervalSigma;
    private readonly double _shortShare;
    private readonly double _unseenShare;
    private readonly double _leftShare;

    public LegMovementPlanner(SimulationOptions options, ProfileTraits traits, RandomStream random, IReadOnlyList<PlannedStage> stages, Timetable timetable)
    {
        (_traits, _random, _stages, _timetable) = (traits, random, stages, timetable);
        _medianAmplitude = options.MedianAmplitudeG ?? traits.MedianAmplitudeG;
        _amplitudeSigma = options.AmplitudeSigma ?? traits.AmplitudeSigma;
        _medianDuration = random.Between(2.5, 4);
        _intervalMedian = random.Between(traits.IntervalMedian.Low, traits.IntervalMedian.High);
        _intervalSigma = random.Between(traits.IntervalSigma.Low, traits.IntervalSigma.High);
        _shortShare = random.Between(traits.ShortIntervalShare.Low, traits.ShortIntervalShare.High);
        _unseenShare = random.Between(0.25, 0.40);
        _leftShare = random.Between(0.35, 0.65);
    }

    /// <summary>Books the movements of the time in bed.</summary>
    public void Plan(double bedFrom, double bedTo)
    {
        if (_traits.PeriodicPerHour > 0)
        {
            PlanRuns(bedFrom, bedTo);
        }
        if (_traits.IsolatedPerHour > 0)
        {
            for (double at = bedFrom; at < bedTo; at += 90 + _random.Exponential(Math.Max(1, (3600 / _traits.IsolatedPerHour) - 90)))
            {
                if (_random.Chance(KeptIn(StageAt(at))))
                {
                    Move(at, Duration(LongestSeconds), _leftShare, isPeriodic: false);
                }
            }
        }
    }

    private void PlanRuns(double bedFrom, double bedTo)
    {
        double at = bedFrom;
        bool isFirst = true;
        while (at < bedTo)
        {
            double density = _traits.PeriodicPerHour * CourseByHour[Math.Min(CourseByHour.Length - 1, (int)((at - bedFrom) / 3600))];
            double duty = Math.Clamp(density * _intervalMedian / 3600 / (1 - _unseenShare), 0.01, 0.95);
            int length = Math.Max(4, (int)Math.Round(_random.LogNormal(_traits.RunLengthMedian, 0.6)));
            double meanPause = length * _intervalMedian * (1 - duty) / duty;
            at += isFirst ? _random.Exponential(0.3 * meanPause) : Math.Max(30, _random.Exponential(meanPause));
            isFirst = false;
            at = Run(at, length, bedTo);
        }
    }

    private double Run(double at, int length, double until)
    {
        double leftShare = _random.Chance(0.5) ? _leftShare : _random.Chance(0.5) ? 0.9 : 0.1; // a run often keeps to one leg
        for (int i = 0; i < length && at < until; i++)
        {
            double interval = Math.Clamp(_random.LogNormal(_intervalMedian, _intervalSigma), 8, 85);
            double longest = interval - LeastRest;
            double follower = _random.Chance(_shortShare) ? Math.Clamp(_random.LogNormal(3, 0.35), 1.6, 7) : 0;
            if (follower > 0)
            {
                longest = follower - LeastRest - LargestLag;
            }
            if (_random.Chance(KeptIn(StageAt(at))))
            {
                Move(at, Duration(longest), leftShare, isPeriodic: true);
                if (follower > 0)
                {
                    Move(at + follower, Duration(interval - follower - LeastRest), leftShare, isPeriodic: true);
                }
            }
            at += interval;
        }
        return at;
    }

    private void Move(double onset, double duration, double leftShare, bool isPeriodic)
    {
        double peak = Peak();
        if (_random.Chance(BothLegsShare))
        {
            Leg first = _random.Chance(leftShare) ? Leg.Left : Leg.Right;
            double lag = _random.Between(0, LargestLag);
            double second = Math.Clamp(duration * _random.Between(0.8, 1.0), ShortestSeconds, LongestSeconds);
            double secondPeak = Math.Clamp(peak * _random.LogNormal(0.8, 0.5), SmallestUnseenPeakG, LargestVisiblePeakG);
            _timetable.TryBook(new(first, MovementClass.LegMovement, onset, duration, peak) { IsPeriodic = isPeriodic });
            _timetable.TryBook(new(first ^ Leg.Both, MovementClass.LegMovement, onset + lag, second, secondPeak) { IsPeriodic = isPeriodic });
        }
        else
        {
            Leg leg = _random.Chance(leftShare) ? Leg.Left : Leg.Right;
            _timetable.TryBook(new(leg, MovementClass.LegMovement, onset, duration, peak) { IsPeriodic = isPeriodic });
        }
    }

    private double Duration(double longest)
    {
        double drawn = _random.Chance(SingleBurstShare) ? _random.Between(ShortestSeconds, 1) : _random.LogNormal(_medianDuration, DurationSigma);
        return Math.Max(ShortestSeconds, Math.Min(Math.Min(longest, LongestSeconds), drawn));
    }

    /// <summary>A peak in g: what an EMG would show but no accelerometer, or the visible log-normal cut at the visible bound.</summary>
    private double Peak()
    {
        if (_random.Chance(_unseenShare))
        {
            return _random.LogBetween(SmallestUnseenPeakG, 0.95 * TrueMovement.VisibleFromG);
        }
        for (int attempt = 0; attempt < 100; attempt++)
        {
            double peak = _random.LogNormal(_medianAmplitude, _amplitudeSigma);
            if (peak is > 1.02 * TrueMovement.VisibleFromG and < LargestVisiblePeakG)
            {
                return peak;
            }
        }
        return _medianAmplitude;
    }

    /// <summary>Share of a run's movements that happens in a stage: REM sleep and wake hold few.</summary>
    private static double KeptIn(SleepStage stage) => stage switch { SleepStage.Wake => 0.35, SleepStage.Rem => 0.25, _ => 1.0 };

    private SleepStage StageAt(double at)
    {
        foreach (PlannedStage stage in _stages)
        {
            if (at < stage.End)
            {
                return stage.Stage;
            }
        }
        return SleepStage.Wake;
    }
}
