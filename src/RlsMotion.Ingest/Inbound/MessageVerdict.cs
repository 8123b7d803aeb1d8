namespace RlsMotion.Ingest.Inbound;

/// <summary>The inbox's word on a message.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="Ack">What to tell the sensor on <c>down/ack</c>; null for nothing.</param>
/// <param name="Reason">Why it was not stored, a short word for counters and reason strings; null if it was.</param>
public readonly record struct MessageVerdict(MessageOutcome Outcome, DurableAck? Ack = null, string? Reason = null)
{
    /// <summary>Kept, with nothing to tell the sensor.</summary>
    public static MessageVerdict Stored { get; } = new(MessageOutcome.Stored);

    /// <summary>Kept; the sensor may forget samples.</summary>
    public static MessageVerdict StoredThrough(DurableAck? ack) => new(MessageOutcome.Stored, ack);

    /// <summary>Not understood.</summary>
    public static MessageVerdict Malformed(string reason) => new(MessageOutcome.Malformed, null, reason);

    /// <summary>Cannot be kept now.</summary>
    public static MessageVerdict Unavailable(string reason) => new(MessageOutcome.Unavailable, null, reason);
}
