using RlsMotion.Analysis.People;
using RlsMotion.Storage.Nights;

namespace RlsMotion.Service.Nights;

/// <summary>A person's nights as a list shows them.</summary>
/// <param name="Subject">The person.</param>
/// <param name="Nights">Newest first.</param>
public sealed record PersonNights(Subject Subject, IReadOnlyList<NightListing> Nights);
