using Microsoft.Data.Sqlite;
using NodaTime;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.People;

/// <summary>Gathers what changes with every message or login, and writes the latest of it every few seconds in one transaction.</summary>
/// <remarks>A crash loses some seconds of "last seen" and "last used", nothing else. Safe for use from several threads.</remarks>
internal sealed class ActivityBuffer : IAsyncDisposable
{
    /// <summary>How often it is written: seldom enough to cost nothing, often enough that a restart shows nearly the truth.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromSeconds(5);

    private readonly Database _database;
    private readonly Lock _gate = new();
    private readonly PeriodicTimer _timer = new(Period);
    private readonly Task _writing;
    private Dictionary<string, (Instant At, int? Battery)> _heard = [];
    private Dictionary<long, (Instant At, string? Address)> _used = [];

    public ActivityBuffer(Database database)
    {
        _database = database;
        _writing = Task.Run(WriteAsync);
    }

    /// <summary>A sensor was heard.</summary>
    public void Heard(string sensor, Instant at, int? batteryPercent)
    {
        lock (_gate)
        {
            (Instant At, int? Battery) last = _heard.GetValueOrDefault(sensor, (at, null));
            _heard[sensor] = (Instant.Max(last.At, at), batteryPercent ?? last.Battery);
        }
    }

    /// <summary>A credential was used.</summary>
    public void Used(long credential, Instant at, string? address)
    {
        lock (_gate)
        {
            _used[credential] = (at, address);
        }
    }

    /// <summary>Writes everything gathered so far; what cannot be written is kept for the next time.</summary>
    /// <exception cref="StorageException">It could not be written.</exception>
    public async Task FlushAsync(CancellationToken cancellationToken)
    {
        Dictionary<string, (Instant At, int? Battery)> heard;
        Dictionary<long, (Instant At, string? Address)> used;
        lock (_gate)
        {
            if (_heard.Count + _used.Count == 0)
            {
                return;
            }
            (heard, _heard) = (_heard, []);
            (used, _used) = (_used, []);
        }
        try
        {
            await _database.Writer.WriteAsync(connection => Write(connection, heard, used), cancellationToken);
        }
        catch
        {
            PutBack(heard, used);
            throw;
        }
    }

    /// <summary>As <see cref="FlushAsync"/>, but a disk that is full keeps nobody from reading: false where it could not be written, and kept for the next time.</summary>
    public async Task<bool> TryFlushAsync(CancellationToken cancellationToken)
    {
        try
        {
            await FlushAsync(cancellationToken);
            return true;
        }
        catch (StorageException)
        {
            return false; // told loudly by the packet log, on which acknowledgements rest
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        _timer.Dispose();
        await _writing;
        await TryFlushAsync(CancellationToken.None);
    }

    private async Task WriteAsync()
    {
        while (await _timer.WaitForNextTickAsync())
        {
            await TryFlushAsync(CancellationToken.None);
        }
    }

    private void PutBack(Dictionary<string, (Instant At, int? Battery)> heard, Dictionary<long, (Instant At, string? Address)> used)
    {
        lock (_gate)
        {
            foreach ((string sensor, (Instant at, int? battery)) in heard)
            {
                (Instant At, int? Battery) newer = _heard.GetValueOrDefault(sensor, (at, null));
                _heard[sensor] = (Instant.Max(newer.At, at), newer.Battery ?? battery);
            }
            foreach ((long credential, (Instant At, string? Address) use) in used)
            {
                _used.TryAdd(credential, use);
            }
        }
    }

    private static void Write(SqliteConnection connection, Dictionary<string, (Instant At, int? Battery)> heard, Dictionary<long, (Instant At, string? Address)> used)
    {
        foreach ((string sensor, (Instant at, int? battery)) in heard)
        {
            connection.Run(
                """
                INSERT INTO sensor_status (sensor, last_seen, battery_percent) SELECT id, $2, $3 FROM sensor WHERE id = $1
                ON CONFLICT (sensor) DO UPDATE SET last_seen = max(coalesce(last_seen, excluded.last_seen), excluded.last_seen),
                    battery_percent = coalesce(excluded.battery_percent, battery_percent)
                """,
                sensor, at.ToUnixTimeTicks(), battery);
        }
        foreach ((long credential, (Instant at, string? address)) in used)
        {
            connection.Run("UPDATE credential SET last_used = $2, last_address = $3 WHERE id = $1", credential, at.ToUnixTimeTicks(), address);
        }
    }
}
