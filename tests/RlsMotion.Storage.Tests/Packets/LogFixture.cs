using NodaTime;
using RlsMotion.Storage.Packets;
using RlsMotion.Storage.Sqlite;
using RlsMotion.TestKit;

namespace RlsMotion.Storage.Tests.Packets;

/// <summary>A packet log in a folder of its own, and entries to put there.</summary>
internal sealed class LogFixture : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly PacketLogOptions? _options;
    private Database _database;

    public LogFixture(PacketLogOptions? options = null)
    {
        _options = options;
        _database = Database.Open(_folder.Path);
        Log = new SqlitePacketLog(_database, options);
    }

    public static Instant Evening { get; } = Instant.FromUtc(2026, 1, 10, 21, 0);

    public SqlitePacketLog Log { get; private set; }

    public static PacketEntry Entry(uint sequence, string sensor = "a", uint boot = 7, int count = 50, byte fill = 1, int bytes = 300) => new()
    {
        Sensor = sensor,
        Boot = boot,
        Sequence = sequence,
        FirstIndex = sequence * (long)count,
        Count = count,
        Time = Evening + Duration.FromSeconds(sequence),
        Received = Evening + Duration.FromSeconds(sequence + 1),
        ContentType = "application/x-test",
        Payload = Enumerable.Repeat(fill, bytes).ToArray(),
    };

    public async Task<List<PacketEntry>> ReplayAsync(params string[] sensors)
    {
        var entries = new List<PacketEntry>();
        await foreach (PacketEntry entry in Log.ReplayAsync(sensors, Evening, Evening + Duration.FromDays(1), TestContext.Current.CancellationToken))
        {
            entries.Add(entry);
        }
        return entries;
    }

    public async Task ReopenAsync()
    {
        await Log.DisposeAsync();
        _database.Dispose();
        _database = Database.Open(_folder.Path);
        Log = new SqlitePacketLog(_database, _options);
    }

    public async ValueTask DisposeAsync()
    {
        await Log.DisposeAsync();
        _database.Dispose();
        _folder.Dispose();
    }
}
