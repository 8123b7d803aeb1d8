using Microsoft.Data.Sqlite;

namespace RlsMotion.Storage.Sqlite;

/// <summary>The SQLite files of one data folder: the packet log, and the records (people, sensors, nights). Made and brought up to date on opening.</summary>
/// <remarks>
/// One process at a time: a lock file is held until <see cref="Dispose"/>, or until the process ends in any way. Inside the process every file
/// has one writer; readers have connections of their own and see the last commit (WAL). Safe for use from several threads.
/// </remarks>
public sealed class Database : IDisposable
{
    /// <summary>How long a connection waits for another's lock before it fails, in seconds. Only readers and one writer meet, so a wait means a checkpoint.</summary>
    private const int BusyTimeoutSeconds = 10;

    private readonly FileStream _lock;

    private Database(string folder, FileStream folderLock)
    {
        Folder = folder;
        _lock = folderLock;
        Writer = new RecordWriter(this);
    }

    /// <summary>Full path of the data folder.</summary>
    public string Folder { get; }

    /// <summary>Full path of the packet log.</summary>
    public string PacketsPath => Path.Combine(Folder, "packets.db");

    /// <summary>Full path of the records.</summary>
    public string RecordsPath => Path.Combine(Folder, "records.db");

    /// <summary>The one writer of the records.</summary>
    internal RecordWriter Writer { get; }

    /// <summary>Opens a data folder, making it (readable by its owner only) and its files where they are missing.</summary>
    /// <exception cref="StorageException">Another process has it open, a file is from a newer version, or a file cannot be used.</exception>
    public static Database Open(string folder)
    {
        string full = Path.GetFullPath(folder);
        CreatePrivateFolder(full);
        FileStream folderLock = Lock(full);
        var database = new Database(full, folderLock);
        try
        {
            Prepare(database.PacketsPath, Schema.Packets);
            Prepare(database.RecordsPath, Schema.Records);
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>A connection to the packet log; the caller disposes it.</summary>
    internal SqliteConnection OpenPackets(bool write = false) => Connect(PacketsPath, write);

    /// <summary>A connection to the records; the caller disposes it.</summary>
    internal SqliteConnection OpenRecords(bool write = false) => Connect(RecordsPath, write);

    /// <inheritdoc/>
    public void Dispose()
    {
        Writer.Dispose();
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString(PacketsPath, write: false)));
        SqliteConnection.ClearPool(new SqliteConnection(ConnectionString(RecordsPath, write: false)));
        _lock.Dispose();
    }

    private static void CreatePrivateFolder(string folder)
    {
        if (Directory.Exists(folder))
        {
            return;
        }
        try
        {
            if (OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(folder);
                return;
            }
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"The data folder {folder} cannot be made ({cause.Message.TrimEnd('.')}); choose another folder, or make it yourself.", cause);
        }
    }

    private static FileStream Lock(string folder)
    {
        string path = Path.Combine(folder, "lock");
        try
        {
            return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException cause)
        {
            throw new StorageException($"The data folder {folder} is in use by another process; end that one, or choose another folder.", cause);
        }
        catch (UnauthorizedAccessException cause)
        {
            throw new StorageException($"The data folder {folder} cannot be written; give this user the right to, or choose another folder.", cause);
        }
    }

    private static void Prepare(string path, Schema schema)
    {
        try
        {
            using SqliteConnection connection = Connect(path, write: true);
            connection.Run("PRAGMA journal_mode = WAL");
            schema.Apply(connection, path);
        }
        catch (SqliteException cause)
        {
            throw new StorageException($"{path} cannot be used as a database ({cause.Message}); restore it from a backup, or move it away to start empty.", cause);
        }
    }

    private static SqliteConnection Connect(string path, bool write)
    {
        var connection = new SqliteConnection(ConnectionString(path, write));
        try
        {
            connection.Open();
            if (write)
            {
                connection.Run("PRAGMA synchronous = FULL"); // a commit is on the disk when it returns: acknowledgements rest on it
            }
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    // Readers are pooled; a writer's connection is its own, so that its settings stay with it and closing it closes the file.
    private static string ConnectionString(string path, bool write) => new SqliteConnectionStringBuilder
    {
        DataSource = path,
        Pooling = !write,
        ForeignKeys = true,
        DefaultTimeout = BusyTimeoutSeconds,
    }.ToString();
}
