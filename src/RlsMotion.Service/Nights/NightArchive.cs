using RlsMotion.Analysis.Nights;
using RlsMotion.Storage.Nights;

namespace RlsMotion.Service.Nights;

/// <summary>Keeps a night together with how far the log was read for it, so that a start knows what is still to be done.</summary>
public sealed class NightArchive(SqliteNightStore store, NightProgress progress)
{
    /// <summary>Keeps a night.</summary>
    /// <param name="night">The night.</param>
    /// <param name="position">Position in the packet log up to which it was made from.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <remarks>The night first, how far it reaches after it: a crash between the two makes a start do the same work again, and nothing worse.</remarks>
    public async Task SaveAsync(NightRecord night, long position, CancellationToken cancellationToken)
    {
        await store.SaveAsync(night, cancellationToken);
        await progress.SetAsync(night.Key.Subject, night.Key.Date, position, night.IsFinal, cancellationToken);
    }
}
