using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.Scoring;

namespace RlsMotion.Recordings.Events;

/// <summary>A reference scoring: leg movements and what else was scored, from one zero.</summary>
/// <param name="events">In any order.</param>
public sealed class ReferenceScoring(IEnumerable<ReferenceEvent> events)
{
    /// <summary>All events by onset; the order of equals is that of the list.</summary>
    public IReadOnlyList<ReferenceEvent> Events { get; } = [.. events.OrderBy(e => e.Onset)];

    /// <summary>The leg movements, by onset, placed on a time line.</summary>
    /// <param name="zero">Where the list's zero lies; whole milliseconds.</param>
    /// <remarks>Movements of no length are left out: nothing moved.</remarks>
    public IReadOnlyList<LegMovement> LegMovements(Instant zero) =>
    [
        .. Events.Where(e => e.Type is ReferenceEventType.LeftLeg or ReferenceEventType.RightLeg && e.Duration > Duration.Zero).Select(e => new LegMovement(
            e.Type == ReferenceEventType.LeftLeg ? Leg.Left : Leg.Right, zero + e.Onset, zero + e.Offset, 0, MovementClass.LegMovement, null)),
    ];

    /// <summary>Stages, respiratory events and arousals; null for each kind of which the list holds none.</summary>
    /// <param name="zero">Where the list's zero lies.</param>
    public SleepContext Context(Instant zero)
    {
        StagePeriod[] stages = [.. Events.Where(e => Stage(e.Type) is not null && e.Duration > Duration.Zero).Select(e => new StagePeriod(new Interval(zero + e.Onset, zero + e.Offset), Stage(e.Type)!.Value))];
        Interval[] respiratory = Intervals(ReferenceEventType.Respiratory, zero);
        Interval[] arousals = Intervals(ReferenceEventType.Arousal, zero);
        return new()
        {
            Stages = stages.Length > 0 ? stages : null,
            RespiratoryEvents = respiratory.Length > 0 ? respiratory : null,
            Arousals = arousals.Length > 0 ? arousals : null,
        };
    }

    private Interval[] Intervals(ReferenceEventType type, Instant zero) => [.. Events.Where(e => e.Type == type).Select(e => new Interval(zero + e.Onset, zero + e.Offset))];

    private static SleepStage? Stage(ReferenceEventType type) => type switch
    {
        ReferenceEventType.Wake => SleepStage.Wake,
        ReferenceEventType.N1 => SleepStage.N1,
        ReferenceEventType.N2 => SleepStage.N2,
        ReferenceEventType.N3 => SleepStage.N3,
        ReferenceEventType.Rem => SleepStage.Rem,
        _ => null,
    };
}
