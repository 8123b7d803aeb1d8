using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.People;

/// <summary>What sensors last said of themselves.</summary>
public sealed class SensorStatuses
{
    private readonly Database _database;
    private readonly ActivityBuffer _activity;

    internal SensorStatuses(Database database, ActivityBuffer activity) => (_database, _activity) = (database, activity);

    /// <summary>Notes that a sensor was heard. Costs no write: it reaches the disk within seconds.</summary>
    /// <param name="sensor">Device id; an unknown one is forgotten.</param>
    /// <param name="at">When.</param>
    /// <param name="batteryPercent">Battery, 0 to 100 percent; null if it was not told.</param>
    public void Heard(string sensor, Instant at, int? batteryPercent) => _activity.Heard(sensor, at, batteryPercent);

    /// <summary>Keeps a sensor's <c>info</c>. An unknown sensor's is not kept.</summary>
    public Task KeepInfoAsync(string sensor, string info, Instant at, CancellationToken cancellationToken) => KeepAsync("info", sensor, info, at, cancellationToken);

    /// <summary>Keeps a sensor's <c>state</c>. An unknown sensor's is not kept.</summary>
    public Task KeepStateAsync(string sensor, string state, Instant at, CancellationToken cancellationToken) => KeepAsync("state", sensor, state, at, cancellationToken);

    /// <summary>A sensor's status; all null while it has said nothing.</summary>
    public async Task<SensorStatus> FindAsync(string sensor, CancellationToken cancellationToken)
    {
        await _activity.TryFlushAsync(cancellationToken);
        using SqliteConnection connection = _database.OpenRecords();
        return connection.Rows("SELECT sensor, info, info_at, state, state_at, battery_percent, last_seen FROM sensor_status WHERE sensor = $1", Status, sensor)
            .SingleOrDefault() ?? new SensorStatus(sensor, null, null, null, null, null, null);
    }

    /// <summary>The status of every sensor that has said something.</summary>
    public async Task<IReadOnlyList<SensorStatus>> AllAsync(CancellationToken cancellationToken)
    {
        await _activity.TryFlushAsync(cancellationToken);
        using SqliteConnection connection = _database.OpenRecords();
        return connection.Rows("SELECT sensor, info, info_at, state, state_at, battery_percent, last_seen FROM sensor_status ORDER BY sensor", Status);
    }

    private Task<int> KeepAsync(string what, string sensor, string json, Instant at, CancellationToken cancellationToken) => _database.Writer.WriteAsync(
        connection => connection.Run(
            $"""
            INSERT INTO sensor_status (sensor, {what}, {what}_at) SELECT id, $2, $3 FROM sensor WHERE id = $1
            ON CONFLICT (sensor) DO UPDATE SET {what} = excluded.{what}, {what}_at = excluded.{what}_at
            """,
            sensor, json, at.ToUnixTimeTicks()),
        cancellationToken);

    private static SensorStatus Status(SqliteDataReader row) => new(
        row.GetString(0), row.NullableString(1), row.NullableTicks(2), row.NullableString(3), row.NullableTicks(4), row.NullableInt(5), row.NullableTicks(6));
}
