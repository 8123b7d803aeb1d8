using Microsoft.Data.Sqlite;
using NodaTime;
using NodaTime.Text;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.Nights;

/// <summary>How far the packet log was read for each stored night.</summary>
public sealed class NightProgress(Database database)
{
    /// <summary>Notes that a night was stored from the log up to a position.</summary>
    public Task SetAsync(string subject, LocalDate date, long position, bool isFinal, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Run(
            "INSERT OR REPLACE INTO night_progress VALUES ($1, $2, $3, $4)", subject, LocalDatePattern.Iso.Format(date), position, isFinal ? 1 : 0),
        cancellationToken);

    /// <summary>How far a night was read; null if it was never stored.</summary>
    public Task<NightReach?> FindAsync(string subject, LocalDate date, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteConnection connection = database.OpenRecords();
        return Task.FromResult(connection.Rows(
            "SELECT position, is_final FROM night_progress WHERE subject = $1 AND date = $2",
            row => new NightReach(row.GetInt64(0), row.GetInt64(1) == 1), subject, LocalDatePattern.Iso.Format(date)).SingleOrDefault());
    }
}

/// <summary>How far a stored night was read.</summary>
/// <param name="Position">Position in the packet log.</param>
/// <param name="IsFinal">Whether it was stored as finished.</param>
public sealed record NightReach(long Position, bool IsFinal);
