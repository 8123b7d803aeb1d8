using NodaTime;

namespace RlsMotion.Analysis.People;

/// <summary>A person whose nights are recorded, known by a pseudonym.</summary>
/// <param name="Id">Pseudonym: 1 to 64 of a-z, 0-9 and hyphen.</param>
/// <param name="Name">What the pages call the person; never leaves the registry.</param>
/// <param name="Zone">The person's time zone.</param>
public sealed record Subject(string Id, string Name, DateTimeZone Zone);
