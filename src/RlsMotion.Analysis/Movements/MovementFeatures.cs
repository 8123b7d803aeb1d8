namespace RlsMotion.Analysis.Movements;

/// <summary>What is known of one detected movement, for rules and models alike. Computed once, from samples alone.</summary>
/// <remarks>
/// "Change" is the quantity of the detector: the length of the vector between the mean acceleration of the coming and of the past 0.1 s.
/// A feature of the surroundings looks at most 20 seconds ahead. Times are seconds of the nominal rate.
/// </remarks>
public readonly record struct MovementFeatures
{
    /// <summary>Onset to offset, in seconds.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>Largest change of acceleration, in g.</summary>
    public double PeakG { get; init; }

    /// <summary>Largest change over the floor at the time; 1 or more.</summary>
    public double PeakOverFloor { get; init; }

    /// <summary>Angle between gravity before and after, in degrees, 0 to 180.</summary>
    public double NetTurnDegrees { get; init; }

    /// <summary>Largest angle between gravity before and during, in degrees, 0 to 180.</summary>
    public double LargestTurnDegrees { get; init; }

    /// <summary>Farthest that the acceleration went from where it rested before, in g: how large the movement is, whatever its speed.</summary>
    public double DeviationG { get; init; }

    /// <summary>How far the mean acceleration of the whole movement is from the rest before and after, in g: a tilted leg has it, a jerk or a shaken bed has none.</summary>
    public double TiltG { get; init; }

    /// <summary>The same, in units of what breathing, pulse and noise explain: above 1 the leg was tilted.</summary>
    public double TiltSways { get; init; }

    /// <summary>Root mean square of the change from onset to offset, in g.</summary>
    public double RmsG { get; init; }

    /// <summary>Floor at the time: what the root mean square of the change over half a second is while the leg lies still, in g.</summary>
    public double FloorG { get; init; }

    /// <summary>Share of the movement's time in which it really moves, bursts over whole, 0 to 1; a held tilt between two bursts is not moving.</summary>
    public double ActiveShare { get; init; }

    /// <summary>Bursts joined into this movement; 1 or more.</summary>
    public int Bursts { get; init; }

    /// <summary>Acceleration above 6 Hz over acceleration of all movement, root mean squares, with the floor taken out of both; 0 and more. Shaking is high, a moved leg low.</summary>
    public double ShakingShare { get; init; }

    /// <summary>Peaks of the change per second: twice the frequency of a leg that swings to and fro.</summary>
    public double PeaksPerSecond { get; init; }

    /// <summary>Movements of any kind with an onset within 3.3 seconds of a neighbour's, in the unbroken chain that holds this one; 1 if alone.</summary>
    public int TrainLength { get; init; }

    /// <summary>Mean distance of onsets in that chain, in seconds; 0 if alone.</summary>
    public double TrainSpacingSeconds { get; init; }

    /// <summary>From the offset of the movement before, in seconds; 60 if none is that near.</summary>
    public double SecondsSinceLast { get; init; }

    /// <summary>To the onset of the next movement, in seconds; 20 if none is that near.</summary>
    public double SecondsToNext { get; init; }
}
