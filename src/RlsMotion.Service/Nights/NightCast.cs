using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.People;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Nights;

/// <summary>Finds out who wears what in a night.</summary>
public sealed class NightCast(Registry registry)
{
    /// <summary>A night's sensors; null if there is no such person.</summary>
    public async Task<NightLineup?> FindAsync(NightAddress night, CancellationToken cancellationToken) =>
        await registry.FindSubjectAsync(night.Subject, cancellationToken) is not { } subject
            ? null
            : await FindAsync(subject, night, cancellationToken);

    private async Task<NightLineup> FindAsync(Subject subject, NightAddress night, CancellationToken cancellationToken)
    {
        IReadOnlyList<Placement> placements = await registry.PlacementsAsync(subject.Id, cancellationToken);
        return new(new NightKey(subject.Id, night.Date, subject.Zone), [.. placements.OrderBy(place => place.From).ThenBy(place => place.Sensor, StringComparer.Ordinal)]);
    }
}
