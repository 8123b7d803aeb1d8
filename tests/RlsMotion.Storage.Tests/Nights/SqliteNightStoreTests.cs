using RlsMotion.Storage.Nights;
using RlsMotion.Storage.Sqlite;
using RlsMotion.TestKit;

namespace RlsMotion.Storage.Tests.Nights;

public sealed class SqliteNightStoreTests : NightStoreSuite
{
    private readonly TemporaryFolder _folder = new();
    private Database? _database;

    protected override int Cases => 60;

    public override ValueTask DisposeAsync()
    {
        _database?.Dispose();
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    protected override Task<INightStore> CreateAsync()
    {
        _database = Database.Open(_folder.Path);
        return Task.FromResult<INightStore>(new SqliteNightStore(_database));
    }
}
