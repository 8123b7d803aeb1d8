using NodaTime;

namespace RlsMotion.Storage.People;

/// <summary>One line of the audit.</summary>
/// <param name="Id">Rises with each entry.</param>
/// <param name="Time">When.</param>
/// <param name="Actor">Who.</param>
/// <param name="Action">What.</param>
/// <param name="Target">To what.</param>
/// <param name="Detail">More of it; may be empty.</param>
/// <param name="Address">From which network address; null if unknown.</param>
public sealed record AuditEntry(long Id, Instant Time, string Actor, string Action, string Target, string Detail, string? Address);
