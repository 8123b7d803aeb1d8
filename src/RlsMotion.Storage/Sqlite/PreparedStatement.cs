using Microsoft.Data.Sqlite;

namespace RlsMotion.Storage.Sqlite;

/// <summary>A statement that is compiled once and run many times with other values for $1, $2, …</summary>
internal sealed class PreparedStatement : IDisposable
{
    private readonly SqliteCommand _command;
    private readonly SqliteParameter[] _parameters;

    public PreparedStatement(SqliteConnection connection, string sql, int parameters)
    {
        _command = connection.CreateCommand();
        _command.CommandText = sql;
        _parameters = new SqliteParameter[parameters];
        for (int i = 0; i < parameters; i++)
        {
            _parameters[i] = _command.CreateParameter();
            _parameters[i].ParameterName = Sql.ParameterName(i);
            _command.Parameters.Add(_parameters[i]);
        }
    }

    /// <summary>Runs it.</summary>
    /// <returns>Rows changed.</returns>
    public int Run(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteNonQuery();
    }

    /// <summary>Runs it and gives its rows; the caller disposes the reader before the next run.</summary>
    public SqliteDataReader Read(params ReadOnlySpan<object?> values)
    {
        Bind(values);
        return _command.ExecuteReader();
    }

    /// <inheritdoc/>
    public void Dispose() => _command.Dispose();

    private void Bind(ReadOnlySpan<object?> values)
    {
        if (values.Length != _parameters.Length)
        {
            throw new ArgumentException($"The statement takes {_parameters.Length} values; {values.Length} were given.", nameof(values));
        }
        for (int i = 0; i < values.Length; i++)
        {
            _parameters[i].Value = values[i] ?? DBNull.Value;
        }
    }
}
