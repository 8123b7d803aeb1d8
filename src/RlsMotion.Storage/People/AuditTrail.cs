using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.People;

/// <summary>Who did what, to what, when and from where. Entries are added and never changed or removed; the database itself refuses both.</summary>
public sealed class AuditTrail
{
    private readonly Database _database;
    private readonly IClock _clock;

    internal AuditTrail(Database database, IClock clock) => (_database, _clock) = (database, clock);

    /// <summary>Adds an entry of its own.</summary>
    /// <param name="actor">Who did it: an account's id, a device id, "demo".</param>
    /// <param name="action">What, in words, such as "night exported".</param>
    /// <param name="target">To what: an id or a pseudonym.</param>
    /// <param name="detail">More of it; no names, no samples.</param>
    /// <param name="address">From which network address; null if unknown.</param>
    /// <param name="cancellationToken">Ends the wait for the writer.</param>
    public Task AddAsync(string actor, string action, string target, string detail, string? address, CancellationToken cancellationToken) =>
        _database.Writer.WriteAsync(connection => Write(connection, actor, action, target, detail, address), cancellationToken);

    /// <summary>The newest entries, newest first.</summary>
    public Task<IReadOnlyList<AuditEntry>> LatestAsync(int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteConnection connection = _database.OpenRecords();
        return Task.FromResult<IReadOnlyList<AuditEntry>>(connection.Rows(
            "SELECT id, time, actor, action, object, detail, address FROM audit ORDER BY id DESC LIMIT $1",
            row => new AuditEntry(row.GetInt64(0), row.Ticks(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.NullableString(6)),
            limit));
    }

    /// <summary>Adds an entry to the transaction of the change that it tells of.</summary>
    internal void Write(SqliteConnection connection, string actor, string action, string target, string detail, string? address = null) => connection.Run(
        "INSERT INTO audit (time, actor, action, object, detail, address) VALUES ($1, $2, $3, $4, $5, $6)",
        _clock.GetCurrentInstant().ToUnixTimeTicks(), actor, action, target, detail, address);
}
