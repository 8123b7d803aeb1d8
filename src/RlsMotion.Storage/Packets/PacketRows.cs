using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.Packets;

/// <summary>Reads rows of the table <c>packet</c>.</summary>
internal static class PacketRows
{
    private const string Columns = "position, sensor, boot, sequence, fingerprint, first_index, count, time, received, content_type, payload";

    /// <summary>Entries of one sensor and time after a position, by position.</summary>
    public static List<PacketEntry> AfterPosition(SqliteConnection connection, string sensor, Instant from, Instant to, long after, int limit)
    {
        if (after == 0)
        {
            // A reader that starts anew asks for one night of many: its first entry is found by time, so that the nights before are not walked through.
            after = (long?)connection.Scalar(
                "SELECT min(position) FROM packet INDEXED BY packet_by_time WHERE sensor = $1 AND time >= $2 AND time < $3",
                sensor, from.ToUnixTimeTicks(), to.ToUnixTimeTicks()) - 1 ?? long.MaxValue;
        }
        return connection.Rows(
            $"SELECT {Columns} FROM packet INDEXED BY packet_by_position WHERE sensor = $1 AND position > $2 AND time >= $3 AND time < $4 ORDER BY position LIMIT $5",
            Entry, sensor, after, from.ToUnixTimeTicks(), to.ToUnixTimeTicks(), limit);
    }

    /// <summary>Positions of one sensor's entries in a time, by boot, first index and sequence.</summary>
    public static long[] ReplayOrder(SqliteConnection connection, string sensor, Instant from, Instant to) =>
        [.. connection.Rows(
            "SELECT position FROM packet INDEXED BY packet_by_time WHERE sensor = $1 AND time >= $2 AND time < $3 ORDER BY boot, first_index, sequence, position",
            row => row.GetInt64(0), sensor, from.ToUnixTimeTicks(), to.ToUnixTimeTicks())];

    /// <summary>The entries at some positions, in the order of these; one that was trimmed meanwhile is left out.</summary>
    public static List<PacketEntry> At(SqliteConnection connection, long[] positions)
    {
        using var statement = new PreparedStatement(connection, $"SELECT {Columns} FROM packet WHERE position = $1", 1);
        var entries = new List<PacketEntry>(positions.Length);
        foreach (long position in positions)
        {
            using SqliteDataReader row = statement.Read(position);
            if (row.Read())
            {
                entries.Add(Entry(row));
            }
        }
        return entries;
    }

    /// <summary>Hours of UTC that hold entries of a sensor, each with the last position in it.</summary>
    public static List<(Instant Hour, long Position)> Hours(SqliteConnection connection, string sensor) => connection.Rows(
        "SELECT time / $2, max(position) FROM packet INDEXED BY packet_by_time WHERE sensor = $1 GROUP BY time / $2",
        row => (Instant.FromUnixTimeTicks(row.GetInt64(0) * NodaConstants.TicksPerHour), row.GetInt64(1)), sensor, NodaConstants.TicksPerHour);

    private static PacketEntry Entry(SqliteDataReader row) => new()
    {
        Position = row.GetInt64(0),
        Sensor = row.GetString(1),
        Boot = (uint)row.GetInt64(2),
        Sequence = (uint)row.GetInt64(3),
        HasCounter = row.GetInt64(4) == PacketLogWriter.CountedFingerprint,
        FirstIndex = row.GetInt64(5),
        Count = row.GetInt32(6),
        Time = row.Ticks(7),
        Received = row.Ticks(8),
        ContentType = row.GetString(9),
        Payload = (byte[])row.GetValue(10),
    };
}
