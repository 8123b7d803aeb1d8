using RlsMotion.Simulation.Truth;

namespace RlsMotion.Simulation.Motion;

/// <summary>Everything one leg does in a night: motions by start, disjoint; orientation changes by start; and the truth about them.</summary>
internal sealed record LegCourse(
    Vector FirstUp,
    IReadOnlyList<LegMotion> Motions,
    IReadOnlyList<OrientationChange> Orientations,
    IReadOnlyList<TrueMovement> Truth);
