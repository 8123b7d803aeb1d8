using NodaTime;

namespace RlsMotion.Storage.Nights;

/// <summary>A night in the outbox.</summary>
/// <param name="Subject">Pseudonym.</param>
/// <param name="Date">Local date of the evening.</param>
/// <param name="Revision">Rises with each save.</param>
internal sealed record QueuedNight(string Subject, LocalDate Date, long Revision);
