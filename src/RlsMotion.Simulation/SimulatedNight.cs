using RlsMotion.Analysis.Scoring;
using RlsMotion.Simulation.Truth;

namespace RlsMotion.Simulation;

/// <summary>A night with known truth.</summary>
/// <param name="Options">What it was made from; equal options give an equal night.</param>
/// <param name="Left">The left leg; null if it wore no sensor.</param>
/// <param name="Right">The right leg; null if it wore no sensor.</param>
/// <param name="Stages">The true hypnogram over the whole recording, without holes; out of bed counts as wake.</param>
public sealed record SimulatedNight(SimulationOptions Options, SimulatedLeg? Left, SimulatedLeg? Right, IReadOnlyList<TrueStage> Stages)
{
    /// <summary>The legs that wore a sensor, left first.</summary>
    public IEnumerable<SimulatedLeg> Legs => new[] { Left, Right }.OfType<SimulatedLeg>();

    /// <summary>What happened to the legs that wore a sensor, by onset, then leg.</summary>
    public IEnumerable<TrueMovement> Truth => Legs.SelectMany(leg => leg.Truth).OrderBy(t => t.Onset).ThenBy(t => t.Leg);

    /// <summary>Hours of true sleep: the denominator of a true index.</summary>
    public double SleepHours => Stages.Where(s => s.Stage != SleepStage.Wake).Sum(s => s.Duration.TotalHours);
}
