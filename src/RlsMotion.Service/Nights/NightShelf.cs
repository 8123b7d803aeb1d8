using NodaTime;
using NodaTime.Text;
using RlsMotion.Analysis.Nights;
using RlsMotion.Analysis.People;
using RlsMotion.Service.Settings;
using RlsMotion.Storage.Nights;
using RlsMotion.Storage.People;

namespace RlsMotion.Service.Nights;

/// <summary>Nights as pages and API read them: from the store that the settings choose.</summary>
public sealed class NightShelf(INightStore store, Registry registry, ServiceSettings settings)
{
    /// <summary>Whether the sleeper is simulated.</summary>
    public bool IsDemo => settings.Demo.Enabled;

    /// <summary>The address of a night's page.</summary>
    public static string PathOf(string subject, LocalDate date) => $"/subjects/{Uri.EscapeDataString(subject)}/nights/{LocalDatePattern.Iso.Format(date)}";

    /// <summary>All people with their nights.</summary>
    public async Task<IReadOnlyList<PersonNights>> AllAsync(CancellationToken cancellationToken)
    {
        List<PersonNights> all = [];
        foreach (Subject subject in await registry.SubjectsAsync(cancellationToken))
        {
            all.Add(new(subject, await store.ListAsync(subject.Id, cancellationToken)));
        }
        return all;
    }

    /// <summary>A person's nights, newest first; null if there is no such person.</summary>
    public async Task<IReadOnlyList<NightListing>?> ListAsync(string subject, CancellationToken cancellationToken) =>
        await registry.FindSubjectAsync(subject, cancellationToken) is null ? null : await store.ListAsync(subject, cancellationToken);

    /// <summary>A night; null if there is none.</summary>
    public async Task<NightRecord?> LoadAsync(string subject, LocalDate date, CancellationToken cancellationToken) =>
        await registry.FindSubjectAsync(subject, cancellationToken) is null ? null : await store.LoadAsync(subject, date, cancellationToken);
}
