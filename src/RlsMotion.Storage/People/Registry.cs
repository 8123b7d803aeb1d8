using System.Text.RegularExpressions;
using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.People;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.People;

/// <summary>Who is recorded, by which sensors, on which leg since when, and how these prove who they are.</summary>
/// <remarks>
/// Every change is one transaction that also holds its audit entry. Safe for use from several threads. A data folder has one registry object;
/// <see cref="DisposeAsync"/> writes what <see cref="Statuses"/> still holds in memory.
/// </remarks>
public sealed partial class Registry : IAsyncDisposable
{
    private readonly Database _database;
    private readonly IClock _clock;
    private readonly ActivityBuffer _activity;

    /// <summary>Opens the registry of a data folder; makes the pepper file where none is needed yet.</summary>
    /// <exception cref="StorageException">The pepper file is missing or damaged although credentials rest on it.</exception>
    public Registry(Database database, IClock clock)
    {
        (_database, _clock) = (database, clock);
        byte[] pepper = Pepper.ReadOrCreate(database);
        _activity = new ActivityBuffer(database);
        Audit = new AuditTrail(database, clock);
        Credentials = new DeviceCredentials(database, clock, pepper, _activity, Audit);
        Statuses = new SensorStatuses(database, _activity);
    }

    /// <summary>Who did what.</summary>
    public AuditTrail Audit { get; }

    /// <summary>Passwords of sensors.</summary>
    public DeviceCredentials Credentials { get; }

    /// <summary>What sensors last said of themselves.</summary>
    public SensorStatuses Statuses { get; }

    /// <summary>Keeps a person, new or changed.</summary>
    /// <exception cref="ArgumentException">The pseudonym is not 1 to 64 of a-z, 0-9 and hyphen.</exception>
    public Task SaveSubjectAsync(Subject subject, string actor, CancellationToken cancellationToken)
    {
        if (!Pseudonym().IsMatch(subject.Id))
        {
            throw new ArgumentException($"A subject's id is 1 to 64 of a-z, 0-9 and hyphen; \"{subject.Id}\" is not.", nameof(subject));
        }
        return _database.Writer.WriteAsync(
            connection =>
            {
                connection.Run(
                    "INSERT INTO subject VALUES ($1, $2, $3) ON CONFLICT (id) DO UPDATE SET name = excluded.name, zone = excluded.zone",
                    subject.Id, subject.Name, subject.Zone.Id);
                Audit.Write(connection, actor, "subject saved", subject.Id, $"zone {subject.Zone.Id}"); // the name stays out: it never leaves its table
            },
            cancellationToken);
    }

    /// <summary>A person; null if there is none of that pseudonym.</summary>
    public Task<Subject?> FindSubjectAsync(string id, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.Rows("SELECT id, name, zone FROM subject WHERE id = $1", SubjectOf, id).SingleOrDefault(), cancellationToken);

    /// <summary>All people, by pseudonym.</summary>
    public Task<IReadOnlyList<Subject>> SubjectsAsync(CancellationToken cancellationToken) =>
        ReadAsync<IReadOnlyList<Subject>>(connection => connection.Rows("SELECT id, name, zone FROM subject ORDER BY id", SubjectOf), cancellationToken);

    /// <summary>Adds a sensor that was paired.</summary>
    /// <param name="sensor">The sensor, on the left or right leg, of a person who is known.</param>
    /// <param name="actor">Who did it, for the audit.</param>
    /// <param name="replaces">Device id of the sensor whose place it takes; that one lives until <see cref="ActivateAsync"/>. Null for none.</param>
    /// <param name="cancellationToken">Ends the wait for the writer.</param>
    /// <exception cref="ArgumentException">The leg is neither left nor right, the person is unknown, or the device id is taken.</exception>
    public Task PairAsync(Sensor sensor, string actor, string? replaces, CancellationToken cancellationToken)
    {
        CheckLeg(sensor.Leg);
        return _database.Writer.WriteAsync(
            connection =>
            {
                if (connection.Scalar("SELECT 1 FROM subject WHERE id = $1", sensor.Subject) is null)
                {
                    throw new ArgumentException($"There is no subject \"{sensor.Subject}\" to pair sensor {sensor.Id} with.", nameof(sensor));
                }
                if (connection.Scalar("SELECT 1 FROM sensor WHERE id = $1", sensor.Id) is not null)
                {
                    throw new ArgumentException($"A sensor {sensor.Id} is there already; each pairing makes a device id of its own.", nameof(sensor));
                }
                connection.Run(
                    "INSERT INTO sensor VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                    sensor.Id, sensor.Subject, sensor.Name, sensor.Hardware, sensor.Serial, sensor.PairedAt.ToUnixTimeTicks(), sensor.RevokedAt?.ToUnixTimeTicks(), replaces);
                connection.Run("INSERT INTO placement VALUES ($1, $2, $3, $4)", sensor.Id, sensor.PairedAt.ToUnixTimeTicks(), sensor.Leg.ToString(), sensor.Site);
                Audit.Write(connection, actor, "sensor paired", sensor.Id, $"subject {sensor.Subject}, {sensor.Leg} {sensor.Site}" + (replaces is null ? "" : $", replaces {replaces}"));
            },
            cancellationToken);
    }

    /// <summary>A sensor with its present place; null if there is none of that id.</summary>
    public Task<Sensor?> FindSensorAsync(string id, CancellationToken cancellationToken) =>
        ReadAsync(connection => connection.Rows(SensorRows.Select + " WHERE s.id = $1", SensorRows.Sensor, id).SingleOrDefault(), cancellationToken);

    /// <summary>Sensors of one person, or of all for null, revoked ones too, in order of pairing.</summary>
    public Task<IReadOnlyList<Sensor>> SensorsAsync(string? subject, CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<Sensor>>(
        connection => connection.Rows(SensorRows.Select + " WHERE $1 IS NULL OR s.subject = $1 ORDER BY s.paired_at, s.id", SensorRows.Sensor, subject), cancellationToken);

    /// <summary>Where the sensors of a person sat and from when on, by time: with it a night is replayed as it was.</summary>
    public Task<IReadOnlyList<Placement>> PlacementsAsync(string subject, CancellationToken cancellationToken) => ReadAsync<IReadOnlyList<Placement>>(
        connection => connection.Rows(
            "SELECT p.sensor, p.from_time, p.leg, p.site FROM placement p JOIN sensor s ON s.id = p.sensor WHERE s.subject = $1 ORDER BY p.from_time, p.sensor",
            row => new Placement(row.GetString(0), row.Ticks(1), Enum.Parse<Leg>(row.GetString(2)), row.GetString(3)), subject),
        cancellationToken);

    /// <summary>Notes that a sensor sits elsewhere from an instant on.</summary>
    /// <exception cref="ArgumentException">The leg is neither left nor right, or the sensor is unknown.</exception>
    public Task PlaceAsync(Placement placement, string actor, CancellationToken cancellationToken)
    {
        CheckLeg(placement.Leg);
        return ChangeAsync(
            placement.Sensor,
            "INSERT OR REPLACE INTO placement SELECT id, $2, $3, $4 FROM sensor WHERE id = $1",
            [placement.From.ToUnixTimeTicks(), placement.Leg.ToString(), placement.Site],
            actor, "sensor placed", $"{placement.Leg} {placement.Site} from {placement.From}", cancellationToken);
    }

    /// <summary>Changes what a sensor is called and claims to be.</summary>
    /// <exception cref="ArgumentException">The sensor is unknown.</exception>
    public Task DescribeAsync(string sensor, string name, string hardware, string serial, string actor, CancellationToken cancellationToken) => ChangeAsync(
        sensor, "UPDATE sensor SET name = $2, hardware = $3, serial = $4 WHERE id = $1", [name, hardware, serial],
        actor, "sensor described", $"hardware {hardware}", cancellationToken);

    /// <summary>Ends a sensor and all its credentials. One that is revoked already stays as it is.</summary>
    /// <exception cref="ArgumentException">The sensor is unknown.</exception>
    public Task RevokeAsync(string sensor, string actor, CancellationToken cancellationToken) => _database.Writer.WriteAsync(
        connection =>
        {
            if (connection.Scalar("SELECT 1 FROM sensor WHERE id = $1", sensor) is null)
            {
                throw Unknown(sensor);
            }
            Revoke(connection, sensor, actor);
        },
        cancellationToken);

    /// <summary>Notes that a newly paired sensor works: the one whose place it takes is revoked.</summary>
    /// <returns>Device id of the one that was revoked by this call; null if none was.</returns>
    public Task<string?> ActivateAsync(string sensor, string actor, CancellationToken cancellationToken) => _database.Writer.WriteAsync(
        connection =>
        {
            var replaced = (string?)connection.Scalar("SELECT replaces FROM sensor WHERE id = $1", sensor);
            return replaced is not null && Revoke(connection, replaced, actor) ? replaced : null;
        },
        cancellationToken);

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _activity.DisposeAsync();

    private bool Revoke(SqliteConnection connection, string sensor, string actor)
    {
        long now = _clock.GetCurrentInstant().ToUnixTimeTicks();
        if (connection.Run("UPDATE sensor SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL", sensor, now) == 0)
        {
            return false;
        }
        connection.Run("UPDATE credential SET revoked_at = $2 WHERE sensor = $1 AND revoked_at IS NULL", sensor, now);
        Audit.Write(connection, actor, "sensor revoked", sensor, "");
        return true;
    }

    private Task ChangeAsync(string sensor, string sql, object?[] values, string actor, string action, string detail, CancellationToken cancellationToken) =>
        _database.Writer.WriteAsync(
            connection =>
            {
                if (connection.Run(sql, [sensor, .. values]) == 0)
                {
                    throw Unknown(sensor);
                }
                Audit.Write(connection, actor, action, sensor, detail);
            },
            cancellationToken);

    private Task<T> ReadAsync<T>(Func<SqliteConnection, T> read, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using SqliteConnection connection = _database.OpenRecords();
        return Task.FromResult(read(connection));
    }

    private static Subject SubjectOf(SqliteDataReader row) => new(row.GetString(0), row.GetString(1), DateTimeZoneProviders.Tzdb[row.GetString(2)]);

    private static void CheckLeg(Leg leg)
    {
        if (leg is not (Leg.Left or Leg.Right))
        {
            throw new ArgumentException($"A sensor sits on the left or the right leg, not on {leg}.", nameof(leg));
        }
    }

    private static ArgumentException Unknown(string sensor) => new($"There is no sensor {sensor}.", nameof(sensor));

    [GeneratedRegex("^[a-z0-9-]{1,64}\\z", RegexOptions.CultureInvariant)]
    private static partial Regex Pseudonym();
}
