using NodaTime;
using RlsMotion.Analysis.Movements;

namespace RlsMotion.Simulation.Truth;

/// <summary>One thing that truly happened to a leg, half-open in time, in whole milliseconds of true UTC.</summary>
/// <param name="Leg">Left or right.</param>
/// <param name="Onset">Where the simulated motion begins.</param>
/// <param name="Offset">Where it ends; after <paramref name="Onset"/>.</param>
/// <param name="Kind">What it is.</param>
/// <param name="PeakG">Largest change of the acceleration against the moment before the onset, in g, of the simulated motion: no noise, no rounding, no calibration error.</param>
/// <param name="IsPeriodic">Whether it was made as part of a periodic run (the scoring rules may still judge otherwise).</param>
public sealed record TrueMovement(Leg Leg, Instant Onset, Instant Offset, MovementClass Kind, double PeakG, bool IsPeriodic)
{
    /// <summary>A movement is visible when its motion reaches 10 mg; about a third of what an EMG shows never does. No detector's threshold enters.</summary>
    public const double VisibleFromG = 0.010;

    /// <summary>Whether an accelerometer at the ankle can see it: <see cref="PeakG"/> is at least <see cref="VisibleFromG"/>.</summary>
    public bool IsVisible => PeakG >= VisibleFromG;

    /// <summary>From onset to offset.</summary>
    public Duration Duration => Offset - Onset;
}
