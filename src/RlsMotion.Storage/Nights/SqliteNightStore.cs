using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.Nights;

/// <summary>Nights in SQLite. A save replaces the night in one transaction: readers see the old one or the new one, never a mixture.</summary>
/// <remarks>Safe for use from several threads.</remarks>
public sealed class SqliteNightStore : INightStore
{
    private readonly Database _database;
    private readonly NightOutbox? _outbox;

    /// <summary>Opens the nights of a data folder.</summary>
    /// <param name="database">The data folder.</param>
    /// <param name="outbox">Where every saved night is queued for the second store, in the transaction that saves it; null for none.</param>
    public SqliteNightStore(Database database, NightOutbox? outbox = null) => (_database, _outbox) = (database, outbox);

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">A time of the night is no whole millisecond.</exception>
    /// <exception cref="StorageException">It could not be written; the night is as it was before.</exception>
    public async Task SaveAsync(NightRecord night, CancellationToken cancellationToken)
    {
        await _database.Writer.WriteAsync(
            connection =>
            {
                connection.Run("DELETE FROM night WHERE subject = $1 AND date = $2", night.Key.Subject, NightText.Date(night.Key.Date));
                NightRowWriter.Insert(connection, night);
                _outbox?.Queue(connection, night.Key);
            },
            cancellationToken);
        _outbox?.Wake();
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">The night was written by a newer program.</exception>
    public Task<NightRecord?> LoadAsync(string subject, LocalDate date, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteConnection connection = _database.OpenRecords();
        using SqliteTransaction snapshot = connection.BeginTransaction(deferred: true); // a save in between is not seen by halves
        return Task.FromResult(NightRowReader.Load(connection, subject, NightText.Date(date)));
    }

    /// <inheritdoc/>
    /// <exception cref="StorageException">A night was written by a newer program.</exception>
    public Task<IReadOnlyList<NightListing>> ListAsync(string subject, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteConnection connection = _database.OpenRecords();
        return Task.FromResult<IReadOnlyList<NightListing>>(NightRowReader.List(connection, subject));
    }
}
