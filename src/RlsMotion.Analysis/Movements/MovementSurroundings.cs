namespace RlsMotion.Analysis.Movements;

/// <summary>Holds finished movements until their neighbourhood is known, and gives each the features of its surroundings.</summary>
internal sealed class MovementSurroundings
{
    /// <summary>Onsets this close form a train, in seconds: alternating leg activation has 0.3 Hz at its slowest.</summary>
    private const double TrainSeconds = 3.3;

    /// <summary>How far ahead a neighbour is looked for, in seconds.</summary>
    private const double AheadSeconds = 20;

    /// <summary>How far back, in seconds.</summary>
    private const double BackSeconds = 60;

    private readonly double _rateHz;
    private readonly long _ahead;
    private readonly long _train;
    private readonly List<AssembledMovement> _waiting = new(64);
    private long _lastOff;
    private long _lastOn;
    private bool _any;
    private int _trainBefore; // movements of the running chain that were given out
    private long _trainStart;

    public MovementSurroundings(double rateHz)
    {
        _rateHz = rateHz;
        _ahead = (long)(AheadSeconds * rateHz);
        _train = (long)(TrainSeconds * rateHz);
    }

    /// <summary>Movements that wait; the assembler adds to it.</summary>
    public List<AssembledMovement> Waiting => _waiting;

    public void Clear()
    {
        _waiting.Clear();
        (_any, _trainBefore) = (false, 0);
    }

    /// <summary>Gives out what is old enough.</summary>
    /// <param name="quiet">No further movement begins before this sample.</param>
    /// <param name="origin">Index of the stretch's first sample.</param>
    /// <param name="found">Receives movements in order.</param>
    public void Advance(long quiet, long origin, ICollection<DetectedMovement> found)
    {
        while (_waiting.Count > 0 && quiet >= _waiting[0].Burst.On + _ahead)
        {
            AssembledMovement movement = _waiting[0];
            found.Add(new(origin + movement.Burst.On, origin + movement.Burst.Off, Describe(movement)));
            (_lastOn, _lastOff, _any) = (movement.Burst.On, movement.Burst.Off, true);
            _waiting.RemoveAt(0);
        }
    }

    private MovementFeatures Describe(in AssembledMovement movement)
    {
        Burst burst = movement.Burst;
        if (!_any || burst.On - _lastOn > _train)
        {
            (_trainBefore, _trainStart) = (0, burst.On);
        }
        _trainBefore++;
        int length = _trainBefore;
        long lastOn = burst.On;
        for (int i = 1; i < _waiting.Count && _waiting[i].Burst.On - lastOn <= _train && _waiting[i].Burst.On - burst.On < _ahead; i++)
        {
            lastOn = _waiting[i].Burst.On;
            length++;
        }
        double seconds = (burst.Off - burst.On) / _rateHz;
        double activeSamples = burst.Active;
        double floor = Math.Sqrt(burst.FloorSquared);
        double peak = Math.Sqrt(burst.PeakSquared);
        double changeSquared = Math.Max(0, (burst.SumSquared / activeSamples) - burst.FloorSquared);
        double shakingSquared = Math.Max(0, (burst.SumShakingSquared / activeSamples) - burst.ShakingFloorSquared);
        return new MovementFeatures
        {
            DurationSeconds = seconds,
            PeakG = peak,
            PeakOverFloor = Math.Max(1, floor > 0 ? peak / floor : 1),
            NetTurnDegrees = movement.NetTurnDegrees,
            LargestTurnDegrees = Math.Max(movement.NetTurnDegrees, movement.LargestTurnDegrees),
            DeviationG = movement.DeviationG,
            TiltG = movement.TiltG,
            TiltSways = movement.TiltSways,
            RmsG = Math.Sqrt(burst.SumSquared / activeSamples),
            FloorG = floor,
            ActiveShare = Math.Min(1, activeSamples / (burst.Off - burst.On)),
            Bursts = burst.Parts,
            ShakingShare = changeSquared > 0 ? Math.Sqrt(shakingSquared / changeSquared) : 0,
            PeaksPerSecond = burst.Peaks * _rateHz / activeSamples,
            TrainLength = length,
            TrainSpacingSeconds = length > 1 ? (lastOn - _trainStart) / _rateHz / (length - 1) : 0,
            SecondsSinceLast = _any ? Math.Min(BackSeconds, (burst.On - _lastOff) / _rateHz) : BackSeconds,
            SecondsToNext = _waiting.Count > 1 ? Math.Min(AheadSeconds, (_waiting[1].Burst.On - burst.On) / _rateHz) : AheadSeconds,
        };
    }
}
