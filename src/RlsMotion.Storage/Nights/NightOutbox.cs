using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Analysis.Nights;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.Nights;

/// <summary>Nights that wait to be copied to the second store. A night is queued in the transaction that saves it, so none is ever forgotten.</summary>
/// <remarks>Holds which nights, not their content: a night saved often waits once, and the queue is never longer than the list of nights. Safe for use from several threads.</remarks>
public sealed class NightOutbox(Database database, IClock clock)
{
    private readonly Channel<bool> _queued = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>How much waits, since when, and why.</summary>
    public Task<OutboxStatus> StatusAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteConnection connection = database.OpenRecords();
        return Task.FromResult(connection.Rows(
            """
            SELECT count(*) FILTER (WHERE refused = 0), min(queued_at) FILTER (WHERE refused = 0), count(*) FILTER (WHERE refused = 1),
                (SELECT last_error FROM outbox WHERE last_error IS NOT NULL ORDER BY queued_at DESC LIMIT 1)
            FROM outbox
            """,
            row => new OutboxStatus(row.GetInt32(0), row.NullableTicks(1), row.GetInt32(2), row.NullableString(3))).Single());
    }

    /// <summary>Gives nights that were refused another chance, after the cause was removed.</summary>
    public async Task RetryRefusedAsync(CancellationToken cancellationToken)
    {
        await database.Writer.WriteAsync(connection => connection.Run("UPDATE outbox SET refused = 0"), cancellationToken);
        Wake();
    }

    /// <summary>Queues a night inside the caller's transaction.</summary>
    internal void Queue(SqliteConnection connection, NightKey key) => connection.Run(
        """
        INSERT INTO outbox VALUES ($1, $2, 1, $3, 0, NULL, 0)
        ON CONFLICT (subject, date) DO UPDATE SET revision = revision + 1, refused = 0
        """,
        key.Subject, NightText.Date(key.Date), clock.GetCurrentInstant().ToUnixTimeTicks());

    /// <summary>Tells who waits in <see cref="WaitAsync"/> that there is something.</summary>
    internal void Wake() => _queued.Writer.TryWrite(true); // one that was told already and has not heard yet is not told twice

    /// <summary>Completes when something was queued, or after a while.</summary>
    internal async Task WaitAsync(TimeSpan atMost, TimeProvider time, CancellationToken cancellationToken)
    {
        Task told = _queued.Reader.WaitToReadAsync(cancellationToken).AsTask();
        await Task.WhenAny(told, Task.Delay(atMost, time, cancellationToken));
        cancellationToken.ThrowIfCancellationRequested();
        _queued.Reader.TryRead(out _);
    }

    /// <summary>The nights that wait, longest first.</summary>
    internal List<QueuedNight> Waiting()
    {
        using SqliteConnection connection = database.OpenRecords();
        return connection.Rows(
            "SELECT subject, date, revision FROM outbox WHERE refused = 0 ORDER BY queued_at, subject, date",
            row => new QueuedNight(row.GetString(0), NightText.Date(row.GetString(1)), row.GetInt64(2)));
    }

    /// <summary>Takes a copied night from the queue, unless it was saved again meanwhile.</summary>
    internal Task DoneAsync(QueuedNight night, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Run("DELETE FROM outbox WHERE subject = $1 AND date = $2 AND revision = $3", night.Subject, NightText.Date(night.Date), night.Revision),
        cancellationToken);

    /// <summary>Notes that a copy failed.</summary>
    internal Task FailedAsync(QueuedNight night, string error, bool refused, CancellationToken cancellationToken) => database.Writer.WriteAsync(
        connection => connection.Run(
            "UPDATE outbox SET attempts = attempts + 1, last_error = $4, refused = $5 WHERE subject = $1 AND date = $2 AND revision = $3",
            night.Subject, NightText.Date(night.Date), night.Revision, error, refused),
        cancellationToken);
}
