using RlsMotion.Analysis.Movements;

namespace RlsMotion.Simulation.Planning;

/// <summary>What is to happen to one leg, in seconds from the recording's start, on whole milliseconds.</summary>
internal sealed record PlannedEvent(Leg Leg, MovementClass Kind, double Start, double Duration, double PeakG)
{
    /// <summary>Made as part of a periodic run.</summary>
    public bool IsPeriodic { get; init; }

    /// <summary>How the leg lies afterwards.</summary>
    public RestingPlace Afterwards { get; init; } = RestingPlace.Same;

    /// <summary>Where it ends.</summary>
    public double End => Start + Duration;
}
