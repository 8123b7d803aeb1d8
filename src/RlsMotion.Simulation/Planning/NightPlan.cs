namespace RlsMotion.Simulation.Planning;

/// <summary>Everything that happens in a night, before it becomes motion. Times in seconds from the recording's start.</summary>
/// <param name="Length">Length of the recording.</param>
/// <param name="WornFrom">When the sensors were on the legs.</param>
/// <param name="WornTo">When they came off.</param>
/// <param name="Stages">The hypnogram, without holes.</param>
/// <param name="Events">Both legs' events by start; disjoint on each leg.</param>
internal sealed record NightPlan(double Length, double WornFrom, double WornTo, IReadOnlyList<PlannedStage> Stages, IReadOnlyList<PlannedEvent> Events);
