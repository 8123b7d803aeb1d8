namespace RlsMotion.Ingest.Broker;

/// <summary>What is worth a line in the audit.</summary>
public enum BrokerAuditKind
{
    /// <summary>A device logged in.</summary>
    LoggedIn,

    /// <summary>A login was refused.</summary>
    LoginRefused,

    /// <summary>A connection ended.</summary>
    Disconnected,

    /// <summary>A publish to a topic, with a retain flag or of a size that is not permitted.</summary>
    PublishRefused,

    /// <summary>A subscribe to a filter that is not permitted.</summary>
    SubscribeRefused,

    /// <summary>A client sent more than its share and was disconnected.</summary>
    TooFast,

    /// <summary>A device was revoked: kicked, its session and retained topics removed.</summary>
    Revoked,
}
