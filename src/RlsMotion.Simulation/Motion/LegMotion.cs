namespace RlsMotion.Simulation.Motion;

/// <summary>One event as motion over time. Outside [<see cref="Start"/>, <see cref="End"/>) it does nothing.</summary>
internal abstract class LegMotion(double start, double end)
{
    /// <summary>Seconds from the recording's start.</summary>
    public double Start { get; } = start;

    /// <summary>Seconds from the recording's start.</summary>
    public double End { get; } = end;

    /// <summary>Adds its part at a time in seconds from the recording's start; only called inside its span.</summary>
    public abstract void Add(double at, ref MotionState state);
}
