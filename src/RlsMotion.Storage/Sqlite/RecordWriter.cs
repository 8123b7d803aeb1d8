using Microsoft.Data.Sqlite;

namespace RlsMotion.Storage.Sqlite;

/// <summary>The one writer of the records: one connection, one transaction at a time.</summary>
internal sealed class RecordWriter(Database database) : IDisposable
{
    private readonly SemaphoreSlim _turn = new(1, 1);
    private SqliteConnection? _connection;

    /// <summary>Runs work in a transaction of its own, away from the caller's thread; completes after the commit.</summary>
    public async Task<T> WriteAsync<T>(Func<SqliteConnection, T> work, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken);
        try
        {
            return await Task.Run(() => Write(work), CancellationToken.None); // once begun it is carried through
        }
        catch (SqliteException cause)
        {
            Reset(); // after an I/O error a connection is not to be trusted
            throw new StorageException($"{database.RecordsPath} could not be written ({cause.Message}); nothing of this change was kept.", cause);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqliteConnection> work, CancellationToken cancellationToken) => WriteAsync(
        connection =>
        {
            work(connection);
            return true;
        },
        cancellationToken);

    /// <inheritdoc/>
    public void Dispose()
    {
        Reset();
        _turn.Dispose();
    }

    private T Write<T>(Func<SqliteConnection, T> work)
    {
        _connection ??= database.OpenRecords(write: true);
        using SqliteTransaction transaction = _connection.BeginTransaction();
        T result = work(_connection);
        transaction.Commit();
        return result;
    }

    private void Reset()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
