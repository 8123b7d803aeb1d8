namespace RlsMotion.Ingest.Inbound;

/// <summary>What became of a message.</summary>
public enum MessageOutcome
{
    /// <summary>Durably kept, or a duplicate of what is, or nothing to keep.</summary>
    Stored,

    /// <summary>Not understood: counted, acknowledged so that it never comes again.</summary>
    Malformed,

    /// <summary>Cannot be kept now: not acknowledged, so that it comes again.</summary>
    Unavailable,
}
