using Microsoft.Data.Sqlite;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.Packets;

/// <summary>Keeps the table of what is stored or declared lost: disjoint ranges that do not touch, per boot.</summary>
/// <remarks>A range that continues the last one, as nearly all do, costs one search and one changed row.</remarks>
internal sealed class CoveredRanges(SqliteConnection connection) : IDisposable
{
    private readonly PreparedStatement _touching = new(
        connection, "SELECT from_index, to_index FROM covered WHERE sensor = $1 AND boot = $2 AND from_index <= $3 ORDER BY from_index DESC", 3);
    private readonly PreparedStatement _remove = new(connection, "DELETE FROM covered WHERE sensor = $1 AND boot = $2 AND from_index = $3", 3);
    private readonly PreparedStatement _put = new(connection, "INSERT OR REPLACE INTO covered VALUES ($1, $2, $3, $4)", 4);

    /// <summary>The end of the range that holds index 0; null if none does.</summary>
    public static long? ThroughFromZero(SqliteConnection connection, string sensor, uint boot) =>
        (long?)connection.Scalar("SELECT to_index FROM covered WHERE sensor = $1 AND boot = $2 AND from_index = 0", sensor, (long)boot);

    /// <summary>Every sensor that ever stored or lost a sample.</summary>
    public static List<string> Sensors(SqliteConnection connection) => connection.Rows("SELECT DISTINCT sensor FROM covered", row => row.GetString(0));

    /// <summary>Adds a range, joining it with those it overlaps or touches.</summary>
    public void Add(string sensor, uint boot, IndexRange range)
    {
        long from = range.From;
        long to = range.To;
        var swallowed = new List<long>();
        using (SqliteDataReader rows = _touching.Read(sensor, (long)boot, range.To))
        {
            while (rows.Read() && rows.GetInt64(1) is long end && end >= range.From) // disjoint and sorted: the first that ends before it ends the search
            {
                swallowed.Add(rows.GetInt64(0));
                from = Math.Min(from, rows.GetInt64(0));
                to = Math.Max(to, end);
            }
        }
        foreach (long start in swallowed.Where(start => start != from))
        {
            _remove.Run(sensor, (long)boot, start);
        }
        _put.Run(sensor, (long)boot, from, to);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _touching.Dispose();
        _remove.Dispose();
        _put.Dispose();
    }
}
