using Microsoft.Data.Sqlite;
using RlsMotion.Storage.Sqlite;
using RlsMotion.TestKit;

namespace RlsMotion.Storage.Tests.Sqlite;

public sealed class DatabaseTests
{
    [Fact]
    public void A_folder_is_open_in_one_place_at_a_time()
    {
        using var folder = new TemporaryFolder();
        using (Database.Open(folder.Path))
        {
            StorageException refusal = Assert.Throws<StorageException>(() => Database.Open(folder.Path));
            Assert.Contains(folder.Path, refusal.Message, StringComparison.Ordinal);
        }
        Database.Open(folder.Path).Dispose();
    }

    [Theory]
    [InlineData("file")] // something else is there already
    [InlineData("file/folder")]
    public void A_folder_that_cannot_be_made_is_named_with_a_remedy(string path)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("file"), "");
        StorageException refusal = Assert.Throws<StorageException>(() => Database.Open(Path.Combine(folder.Path, path)));
        Assert.Contains(Path.Combine(folder.Path, path), refusal.Message, StringComparison.Ordinal);
        Assert.Contains("choose another folder", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("packets.db")]
    [InlineData("records.db")]
    public void Tables_of_a_newer_version_are_refused_with_both_versions(string file)
    {
        using var folder = new TemporaryFolder();
        Database.Open(folder.Path).Dispose();
        using (var connection = new SqliteConnection($"Data Source={folder.File(file)};Pooling=False"))
        {
            connection.Open();
            connection.Run("PRAGMA user_version = 99");
        }
        StorageException refusal = Assert.Throws<StorageException>(() => Database.Open(folder.Path));
        Assert.Contains("99", refusal.Message, StringComparison.Ordinal);
        Assert.Contains(file, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_no_database_is_named_with_a_remedy()
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder.File("packets.db"), new string('x', 5000));
        StorageException refusal = Assert.Throws<StorageException>(() => Database.Open(folder.Path));
        Assert.Contains("packets.db", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("backup", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Files_are_in_write_ahead_mode_and_their_folder_is_private()
    {
        using var parent = new TemporaryFolder();
        string folder = parent.File("data");
        using Database database = Database.Open(folder);
        using SqliteConnection connection = database.OpenPackets(write: true);
        Assert.Equal("wal", connection.Scalar("PRAGMA journal_mode"));
        Assert.Equal(2L, connection.Scalar("PRAGMA synchronous")); // FULL
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(folder));
        }
    }
}
