namespace RlsMotion.Analysis.Movements;

/// <summary>What is known of one detected movement, for rules and models alike. Computed once, from samples alone.</summary>
public readonly record struct MovementFeatures
{
    /// <summary>Onset to offset, in seconds of the nominal rate.</summary>
    public double DurationSeconds { get; init; }

    /// <summary>Largest acceleration change, in g.</summary>
    public double PeakG { get; init; }

    /// <summary>Peak over the recording's own floor at the time; 1 or more.</summary>
    public double PeakOverFloor { get; init; }

    /// <summary>Angle between gravity before and after, in degrees, 0 to 180.</summary>
    public double NetTurnDegrees { get; init; }

    /// <summary>Largest angle between gravity before and during, in degrees, 0 to 180.</summary>
    public double LargestTurnDegrees { get; init; }
}
