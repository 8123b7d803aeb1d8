using NodaTime;

namespace RlsMotion.Recordings.Events;

/// <summary>One event of a reference scoring.</summary>
/// <param name="Type">What it is.</param>
/// <param name="Onset">From the list's zero; whole milliseconds; may be negative.</param>
/// <param name="Duration">Zero or more; whole milliseconds.</param>
public readonly record struct ReferenceEvent(ReferenceEventType Type, Duration Onset, Duration Duration)
{
    /// <summary>Where it ends, from the list's zero.</summary>
    public Duration Offset => Onset + Duration;
}
