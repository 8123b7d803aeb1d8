using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.People;

/// <summary>Passwords of sensors: made here, told once, kept as SHA-256(pepper ‖ salt ‖ password).</summary>
/// <remarks>A password is 256 random bits, so a slow hash would add nothing, and a storm of reconnecting sensors stays cheap. Source: docs/pairing.md.</remarks>
public sealed class DeviceCredentials
{
    /// <summary>Random bytes in a password.</summary>
    private const int PasswordLength = 32;

    /// <summary>Random bytes in a salt.</summary>
    private const int SaltLength = 16;

    private readonly Database _database;
    private readonly IClock _clock;
    private readonly byte[] _pepper;
    private readonly ActivityBuffer _activity;
    private readonly AuditTrail _audit;

    internal DeviceCredentials(Database database, IClock clock, byte[] pepper, ActivityBuffer activity, AuditTrail audit) =>
        (_database, _clock, _pepper, _activity, _audit) = (database, clock, pepper, activity, audit);

    /// <summary>A new password: 32 random bytes in base64url, 43 characters.</summary>
    public static string NewPassword() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(PasswordLength));

    /// <summary>Adds a credential. Those that the sensor has stay valid until the new one is first used.</summary>
    /// <param name="sensor">Device id of a sensor that is not revoked.</param>
    /// <param name="password">The password, from <see cref="NewPassword"/>.</param>
    /// <param name="notAfter">Last instant at which it may be used; null for no end.</param>
    /// <param name="actor">Who did it, for the audit.</param>
    /// <param name="cancellationToken">Ends the wait for the writer.</param>
    /// <returns>The credential's id.</returns>
    /// <exception cref="ArgumentException">The sensor is unknown or revoked.</exception>
    public Task<long> AddAsync(string sensor, string password, Instant? notAfter, string actor, CancellationToken cancellationToken)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(SaltLength);
        byte[] hash = Hash(salt, password);
        return _database.Writer.WriteAsync(
            connection =>
            {
                if (connection.Scalar("SELECT 1 FROM sensor WHERE id = $1 AND revoked_at IS NULL", sensor) is null)
                {
                    throw new ArgumentException($"There is no sensor {sensor}, or it is revoked; pair it again.", nameof(sensor));
                }
                var id = (long)connection.Scalar(
                    "INSERT INTO credential (sensor, hash, salt, not_before, not_after, created_by) VALUES ($1, $2, $3, $4, $5, $6) RETURNING id",
                    sensor, hash, salt, _clock.GetCurrentInstant().ToUnixTimeTicks(), notAfter?.ToUnixTimeTicks(), actor)!;
                _audit.Write(connection, actor, "credential added", sensor, $"credential {id}");
                return id;
            },
            cancellationToken);
    }

    /// <summary>Judges a sign-in. The first use of a credential revokes the sensor's older ones.</summary>
    /// <param name="sensor">Device id as it was claimed.</param>
    /// <param name="password">The password as it was given.</param>
    /// <param name="address">From which network address; null if unknown.</param>
    /// <param name="cancellationToken">Ends the wait for the writer.</param>
    public async Task<CredentialVerdict> VerifyAsync(string sensor, string password, string? address, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Instant now = _clock.GetCurrentInstant();
        List<Stored> stored = Read(sensor);
        if (stored.Count == 0)
        {
            return CredentialVerdict.UnknownSensor;
        }
        Stored? match = stored.Find(candidate => CryptographicOperations.FixedTimeEquals(candidate.Hash, Hash(candidate.Salt, password)));
        if (match is null)
        {
            return CredentialVerdict.WrongPassword;
        }
        DeviceCredential credential = match.Credential;
        if (credential.RevokedAt is not null)
        {
            return CredentialVerdict.Revoked;
        }
        if (now < credential.NotBefore || now > credential.NotAfter)
        {
            return CredentialVerdict.OutsideWindow;
        }
        if (stored.Exists(other => other.Credential.Id < credential.Id && other.Credential.RevokedAt is null))
        {
            await RevokeOlderAsync(credential, now, cancellationToken);
        }
        _activity.Used(credential.Id, now, address);
        return CredentialVerdict.Accepted;
    }

    /// <summary>Ends a credential. One that is revoked already, or is not there, stays as it is.</summary>
    public Task RevokeAsync(long credential, string actor, CancellationToken cancellationToken) => _database.Writer.WriteAsync(
        connection =>
        {
            if (connection.Scalar(
                "UPDATE credential SET revoked_at = $2 WHERE id = $1 AND revoked_at IS NULL RETURNING sensor", credential, _clock.GetCurrentInstant().ToUnixTimeTicks()) is string sensor)
            {
                _audit.Write(connection, actor, "credential revoked", sensor, $"credential {credential}");
            }
        },
        cancellationToken);

    /// <summary>A sensor's credentials, oldest first, revoked ones too.</summary>
    public async Task<IReadOnlyList<DeviceCredential>> ListAsync(string sensor, CancellationToken cancellationToken)
    {
        await _activity.FlushAsync(cancellationToken);
        return [.. Read(sensor).Select(stored => stored.Credential)];
    }

    private Task RevokeOlderAsync(DeviceCredential used, Instant now, CancellationToken cancellationToken) => _database.Writer.WriteAsync(
        connection =>
        {
            connection.Run("UPDATE credential SET revoked_at = $3 WHERE sensor = $1 AND id < $2 AND revoked_at IS NULL", used.Sensor, used.Id, now.ToUnixTimeTicks());
            _audit.Write(connection, used.Sensor, "older credentials revoked", used.Sensor, $"credential {used.Id} was used");
        },
        cancellationToken);

    private List<Stored> Read(string sensor)
    {
        using SqliteConnection connection = _database.OpenRecords();
        return connection.Rows(
            "SELECT hash, salt, id, sensor, not_before, not_after, created_by, revoked_at, last_used, last_address FROM credential WHERE sensor = $1 ORDER BY id",
            row => new Stored(
                (byte[])row.GetValue(0),
                (byte[])row.GetValue(1),
                new DeviceCredential(
                    row.GetInt64(2), row.GetString(3), row.Ticks(4), row.NullableTicks(5), row.GetString(6), row.NullableTicks(7), row.NullableTicks(8), row.NullableString(9))),
            sensor);
    }

    private byte[] Hash(byte[] salt, string password) => SHA256.HashData([.. _pepper, .. salt, .. Encoding.UTF8.GetBytes(password)]);

    private sealed record Stored(byte[] Hash, byte[] Salt, DeviceCredential Credential);
}
