using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.Packets;

/// <summary>The packet log in SQLite. One writer commits in groups; who waits alone is committed at once.</summary>
/// <remarks>
/// A batch is whatever waits when the writer becomes free, so no timer delays anybody: while one commit is on its way to the disk the next
/// batch gathers. Safe for use from several threads. <see cref="DisposeAsync"/> commits what waits.
/// </remarks>
public sealed class SqlitePacketLog : IPacketLog, IAsyncDisposable
{
    private readonly Database _database;
    private readonly PacketLogOptions _options;
    private readonly Channel<PacketLogRequest> _waiting;
    private readonly Task _writing;
    private volatile PacketLogException? _failure;

    /// <summary>Starts the log of a data folder. A folder has one log object.</summary>
    public SqlitePacketLog(Database database, PacketLogOptions? options = null)
    {
        _database = database;
        _options = options ?? new PacketLogOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxWaiting, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfLessThan(_options.MaxBatch, 1, nameof(options));
        _waiting = Channel.CreateBounded<PacketLogRequest>(new BoundedChannelOptions(_options.MaxWaiting) { SingleReader = true });
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>Why the last commit failed; null if it did not. The next one that succeeds clears it.</summary>
    public PacketLogException? Failure => _failure;

    /// <inheritdoc/>
    /// <remarks>If the wait is cancelled, the entry may or may not have been stored.</remarks>
    /// <exception cref="ArgumentException">The entry names no sensor, or its indices are no indices.</exception>
    public async ValueTask<AppendResult> AppendAsync(PacketEntry entry, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(entry.Sensor, nameof(entry));
        CheckRange(entry.FirstIndex, entry.Count);
        PacketLogRequest request = PacketLogRequest.Append(entry);
        return await AskAsync(request, cancellationToken);
    }

    /// <inheritdoc/>
    public async ValueTask DeclareLostAsync(string sensor, uint boot, long fromIndex, long toIndex, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(sensor);
        ArgumentOutOfRangeException.ThrowIfNegative(fromIndex);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(toIndex, fromIndex);
        await AskAsync(PacketLogRequest.Lose(sensor, boot, new IndexRange(fromIndex, toIndex)), cancellationToken);
    }

    /// <summary>Removes the entries whose <see cref="PacketEntry.Time"/> is before an instant, and gives their space to later ones. What was acknowledged stays so.</summary>
    /// <returns>Entries removed.</returns>
    /// <exception cref="PacketLogException">They could not be removed.</exception>
    public async ValueTask<long> TrimAsync(Instant before, CancellationToken cancellationToken)
    {
        long total = 0;
        foreach (string sensor in Read(CoveredRanges.Sensors))
        {
            long removed;
            do
            {
                removed = (await AskAsync(PacketLogRequest.Remove(sensor, before), cancellationToken)).Position;
                total += removed;
            }
            while (removed == PacketLogWriter.MaxRemoved);
        }
        return total;
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<PacketEntry>> ReadAsync(
        IReadOnlyCollection<string> sensors, Instant from, Instant to, long afterPosition, int limit, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteConnection connection = _database.OpenPackets();
        var found = new List<PacketEntry>();
        foreach (string sensor in sensors.Distinct(StringComparer.Ordinal))
        {
            found.AddRange(PacketRows.AfterPosition(connection, sensor, from, to, afterPosition, limit));
        }
        found.Sort((a, b) => a.Position.CompareTo(b.Position));
        return new ValueTask<IReadOnlyList<PacketEntry>>(found.Count <= limit ? found : found.GetRange(0, limit));
    }

    /// <inheritdoc/>
    /// <remarks>What is appended after the call is not part of it. Entries of one sensor are held as keys only, so a night of any length takes little memory.</remarks>
    public async IAsyncEnumerable<PacketEntry> ReplayAsync(
        IReadOnlyCollection<string> sensors, Instant from, Instant to, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        const int AtOnce = 256; // entries read per visit: a visit stays short, so that checkpoints are not held up
        foreach (string sensor in sensors.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            long[] positions = Read(connection => PacketRows.ReplayOrder(connection, sensor, from, to));
            foreach (long[] some in positions.Chunk(AtOnce))
            {
                cancellationToken.ThrowIfCancellationRequested();
                foreach (PacketEntry entry in Read(connection => PacketRows.At(connection, some)))
                {
                    yield return entry;
                }
                await Task.Yield();
            }
        }
    }

    /// <summary>In which hours of UTC a sensor's entries lie, each with the last position in it: enough to find the nights that are behind the log.</summary>
    public Task<IReadOnlyList<(Instant Hour, long Position)>> HoursAsync(string sensor, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return Task.FromResult(Read<IReadOnlyList<(Instant Hour, long Position)>>(connection => PacketRows.Hours(connection, sensor)));
    }

    /// <inheritdoc/>
    public ValueTask<long?> DurableThroughAsync(string sensor, uint boot, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new ValueTask<long?>(Read(connection => CoveredRanges.ThroughFromZero(connection, sensor, boot)));
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _waiting.Writer.TryComplete();
        await _writing;
    }

    private static void CheckRange(long firstIndex, int count)
    {
        if (firstIndex < 0 || count < 1 || firstIndex > long.MaxValue - count)
        {
            throw new ArgumentException($"An entry holds one sample or more from an index of zero or more; first index {firstIndex}, count {count}.", nameof(firstIndex));
        }
    }

    private T Read<T>(Func<SqliteConnection, T> read)
    {
        using SqliteConnection connection = _database.OpenPackets();
        return read(connection);
    }

    private async ValueTask<AppendResult> AskAsync(PacketLogRequest request, CancellationToken cancellationToken)
    {
        try
        {
            await _waiting.Writer.WriteAsync(request, cancellationToken);
        }
        catch (ChannelClosedException)
        {
            throw new ObjectDisposedException(nameof(SqlitePacketLog), "The packet log is closed; nothing more is stored.");
        }
        return await request.Done.WaitAsync(cancellationToken);
    }

    private async Task WriteAsync()
    {
        var batch = new List<PacketLogRequest>(_options.MaxBatch);
        PacketLogWriter? writer = null;
        while (await _waiting.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < _options.MaxBatch && _waiting.Reader.TryRead(out PacketLogRequest? request))
            {
                batch.Add(request);
            }
            try
            {
                writer ??= new PacketLogWriter(_database.OpenPackets(write: true), _options.MaxFileBytes);
                writer.Commit(batch);
                _failure = null;
                batch.ForEach(request => request.Succeed());
            }
#pragma warning disable CA1031 // whatever went wrong is told to everyone who waits; the writer lives on for the next batch
            catch (Exception cause)
#pragma warning restore CA1031
            {
                var failure = new PacketLogException($"{_database.PacketsPath} could not be written ({cause.Message}); nothing was stored. Make room on the disk, or trim the log.", cause);
                _failure = failure;
                batch.ForEach(request => request.Fail(failure));
                writer?.Dispose(); // rolls back; after an I/O error a connection is not to be trusted, the next batch opens its own
                writer = null;
            }
        }
        writer?.Dispose();
    }
}
