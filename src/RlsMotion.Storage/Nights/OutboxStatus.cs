using NodaTime;

namespace RlsMotion.Storage.Nights;

/// <summary>How far the second store is behind.</summary>
/// <param name="Waiting">Nights that wait to be copied.</param>
/// <param name="OldestQueuedAt">Since when the first of them waits; null if none does.</param>
/// <param name="Refused">Nights that the store refused for good; they wait for another save, or for <see cref="NightOutbox.RetryRefusedAsync"/>.</param>
/// <param name="LastError">What went wrong last with a night that is still here; null if nothing did.</param>
public sealed record OutboxStatus(int Waiting, Instant? OldestQueuedAt, int Refused, string? LastError);
