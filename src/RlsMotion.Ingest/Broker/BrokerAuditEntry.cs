using NodaTime;

namespace RlsMotion.Ingest.Broker;

/// <summary>A line for the audit. Holds ids and addresses, never payloads or passwords.</summary>
/// <param name="Time">When.</param>
/// <param name="Kind">What.</param>
/// <param name="User">User name or device id; what a stranger claimed, if refused.</param>
/// <param name="Address">Where from; empty if unknown.</param>
/// <param name="Detail">A topic, a filter, or a reason in few words; empty if there is nothing to add.</param>
public sealed record BrokerAuditEntry(Instant Time, BrokerAuditKind Kind, string User, string Address, string Detail);
