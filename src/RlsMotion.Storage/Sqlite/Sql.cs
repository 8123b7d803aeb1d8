using Microsoft.Data.Sqlite;
using NodaTime;

namespace RlsMotion.Storage.Sqlite;

/// <summary>Short forms for SQL with parameters $1, $2, … and for the values this room keeps.</summary>
internal static class Sql
{
    /// <summary>A command whose parameters $1 … are the values.</summary>
    public static SqliteCommand Command(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        SqliteCommand command = connection.CreateCommand();
        command.CommandText = sql;
        for (int i = 0; i < values.Length; i++)
        {
            command.Parameters.AddWithValue(ParameterName(i), values[i] ?? DBNull.Value);
        }
        return command;
    }

    /// <summary>Runs a statement.</summary>
    /// <returns>Rows changed.</returns>
    public static int Run(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = connection.Command(sql, values);
        return command.ExecuteNonQuery();
    }

    /// <summary>The first column of the first row; null where there is no row or it holds NULL.</summary>
    public static object? Scalar(this SqliteConnection connection, string sql, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = connection.Command(sql, values);
        return command.ExecuteScalar() is { } value and not DBNull ? value : null;
    }

    /// <summary>All rows.</summary>
    public static List<T> Rows<T>(this SqliteConnection connection, string sql, Func<SqliteDataReader, T> read, params ReadOnlySpan<object?> values)
    {
        using SqliteCommand command = connection.Command(sql, values);
        using SqliteDataReader reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
        {
            rows.Add(read(reader));
        }
        return rows;
    }

    /// <summary>Name of the parameter at a place, from 0: $1, $2, …</summary>
    public static string ParameterName(int place) => place < Names.Length ? Names[place] : throw new ArgumentOutOfRangeException(nameof(place));

    public static double? NullableDouble(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetDouble(column);

    public static int? NullableInt(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetInt32(column);

    public static bool? NullableBool(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetBoolean(column);

    public static string? NullableString(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.GetString(column);

    /// <summary>A time kept in ticks of 100 ns since 1970.</summary>
    public static Instant Ticks(this SqliteDataReader row, int column) => Instant.FromUnixTimeTicks(row.GetInt64(column));

    public static Instant? NullableTicks(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Ticks(column);

    /// <summary>A time kept in milliseconds since 1970.</summary>
    public static Instant Milliseconds(this SqliteDataReader row, int column) => Instant.FromUnixTimeMilliseconds(row.GetInt64(column));

    public static Instant? NullableMilliseconds(this SqliteDataReader row, int column) => row.IsDBNull(column) ? null : row.Milliseconds(column);

    private static readonly string[] Names = [.. Enumerable.Range(1, 64).Select(i => $"${i}")];
}
