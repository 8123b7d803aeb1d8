using NodaTime;
using RlsMotion.Analysis.Nights;

namespace RlsMotion.Storage.Nights;

/// <summary>Keeps nights. Saving twice is saving once, and what is loaded equals what was saved.</summary>
public interface INightStore
{
    /// <summary>Keeps a night; one of the same subject and date is replaced whole.</summary>
    Task SaveAsync(NightRecord night, CancellationToken cancellationToken);

    /// <summary>A night, or null if there is none.</summary>
    Task<NightRecord?> LoadAsync(string subject, LocalDate date, CancellationToken cancellationToken);

    /// <summary>A subject's nights, newest first.</summary>
    Task<IReadOnlyList<NightListing>> ListAsync(string subject, CancellationToken cancellationToken);
}

/// <summary>One line of a list of nights.</summary>
/// <param name="Date">Local date of the evening.</param>
/// <param name="Summary">Its numbers.</param>
/// <param name="Algorithm">What made them.</param>
/// <param name="IsFinal">False while it is still being recorded.</param>
public sealed record NightListing(LocalDate Date, NightSummary Summary, AlgorithmVersion Algorithm, bool IsFinal);
