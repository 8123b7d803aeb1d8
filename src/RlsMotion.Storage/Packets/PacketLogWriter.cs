using System.Buffers.Binary;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.Packets;

/// <summary>Commits batches on the log's one writing connection. Used by one task at a time.</summary>
internal sealed class PacketLogWriter : IDisposable
{
    /// <summary>The fingerprint of entries that are told apart by their counter alone.</summary>
    public const long CountedFingerprint = 0;

    /// <summary>Entries that one trim request removes: few enough that appends behind it wait some milliseconds only.</summary>
    public const int MaxRemoved = 2000;

    private readonly SqliteConnection _connection;
    private readonly PreparedStatement _insert;
    private readonly PreparedStatement _find;
    private readonly PreparedStatement _lose;
    private readonly CoveredRanges _covered;

    public PacketLogWriter(SqliteConnection connection, long? maxFileBytes)
    {
        _connection = connection;
        if (maxFileBytes is { } bytes)
        {
            connection.Run($"PRAGMA max_page_count = {bytes / (long)connection.Scalar("PRAGMA page_size")!}");
        }
        _insert = new PreparedStatement(connection, """
            INSERT INTO packet (sensor, boot, sequence, fingerprint, first_index, count, time, received, content_type, payload)
            VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING
            """, 10);
        _find = new PreparedStatement(connection, "SELECT position, first_index, count FROM packet WHERE sensor = $1 AND boot = $2 AND sequence = $3 AND fingerprint = $4", 4);
        _lose = new PreparedStatement(connection, "INSERT OR IGNORE INTO lost VALUES ($1, $2, $3, $4)", 4);
        _covered = new CoveredRanges(connection);
    }

    /// <summary>Does all of a batch in one transaction and sets the results; on an exception nothing of it is kept once this is disposed.</summary>
    public void Commit(IReadOnlyList<PacketLogRequest> batch)
    {
        var covered = new List<(string Sensor, uint Boot, IndexRange Range)>();
        _connection.Run("BEGIN IMMEDIATE");
        foreach (PacketLogRequest request in batch)
        {
            request.Result = Do(request, covered);
        }
        foreach ((string sensor, uint boot, IndexRange range) in Joined(covered))
        {
            _covered.Add(sensor, boot, range);
        }
        _connection.Run("COMMIT");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _insert.Dispose();
        _find.Dispose();
        _lose.Dispose();
        _covered.Dispose();
        _connection.Dispose();
    }

    private AppendResult Do(PacketLogRequest request, List<(string Sensor, uint Boot, IndexRange Range)> covered)
    {
        if (request.Trim is { } trim)
        {
            return new AppendResult(Remove(trim.Sensor, trim.Before), IsNew: false);
        }
        if (request.Lost is { } lost)
        {
            _lose.Run(lost.Sensor, (long)lost.Boot, lost.Range.From, lost.Range.To);
            covered.Add(lost);
            return default;
        }
        PacketEntry entry = request.Entry!;
        AppendResult result = Append(entry);
        if (!result.IsConflict)
        {
            covered.Add((entry.Sensor, entry.Boot, new IndexRange(entry.FirstIndex, entry.FirstIndex + entry.Count)));
        }
        return result;
    }

    private int Remove(string sensor, Instant before) => _connection.Run(
        "DELETE FROM packet WHERE position IN (SELECT position FROM packet INDEXED BY packet_by_time WHERE sensor = $1 AND time < $2 LIMIT $3)",
        sensor, before.ToUnixTimeTicks(), MaxRemoved);

    private AppendResult Append(PacketEntry entry)
    {
        long fingerprint = entry.HasCounter ? CountedFingerprint : Fingerprint(entry.Payload.Span);
        byte[] payload = entry.Payload.ToArray();
        int inserted = _insert.Run(
            entry.Sensor, (long)entry.Boot, (long)entry.Sequence, fingerprint, entry.FirstIndex, entry.Count,
            entry.Time.ToUnixTimeTicks(), entry.Received.ToUnixTimeTicks(), entry.ContentType, payload);
        if (inserted == 1)
        {
            return new AppendResult(SQLitePCL.raw.sqlite3_last_insert_rowid(_connection.Handle), IsNew: true);
        }
        using SqliteDataReader first = _find.Read(entry.Sensor, (long)entry.Boot, (long)entry.Sequence, fingerprint);
        first.Read();
        bool same = first.GetInt64(1) == entry.FirstIndex && first.GetInt32(2) == entry.Count;
        return new AppendResult(first.GetInt64(0), IsNew: false, IsConflict: !same);
    }

    // Neighbours in one batch mostly continue each other: joined here, they cost the table one change.
    private static IEnumerable<(string Sensor, uint Boot, IndexRange Range)> Joined(List<(string Sensor, uint Boot, IndexRange Range)> ranges)
    {
        foreach (var boot in ranges.GroupBy(r => (r.Sensor, r.Boot), r => r.Range))
        {
            IndexRange? open = null;
            foreach (IndexRange range in boot.OrderBy(r => r.From))
            {
                if (open is { } current && range.From <= current.To)
                {
                    open = current with { To = Math.Max(current.To, range.To) };
                    continue;
                }
                if (open is { } finished)
                {
                    yield return (boot.Key.Sensor, boot.Key.Boot, finished);
                }
                open = range;
            }
            yield return (boot.Key.Sensor, boot.Key.Boot, open!.Value);
        }
    }

    // With the four bytes in the sequence, 96 bits of the hash tell payloads apart. The lowest bit is set so that it is never the counted one's 0.
    private static long Fingerprint(ReadOnlySpan<byte> payload)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(payload, hash);
        return BinaryPrimitives.ReadInt64BigEndian(hash[sizeof(uint)..]) | 1;
    }
}
