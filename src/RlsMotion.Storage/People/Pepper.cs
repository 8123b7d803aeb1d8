using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.People;

/// <summary>The secret that goes into every credential's hash and is not in the database: who steals the database alone cannot test passwords.</summary>
internal static class Pepper
{
    /// <summary>Length in bytes: as many as the hash has.</summary>
    public const int Length = 32;

    /// <summary>Name of the file in the data folder, readable by its owner only.</summary>
    public const string FileName = "pepper";

    /// <summary>Reads the pepper of a data folder; makes one while no credential rests on it.</summary>
    /// <exception cref="StorageException">It is missing although credentials rest on it, or it is damaged.</exception>
    public static byte[] ReadOrCreate(Database database)
    {
        string path = Path.Combine(database.Folder, FileName);
        if (!File.Exists(path))
        {
            using SqliteConnection connection = database.OpenRecords();
            if (Convert.ToInt64(connection.Scalar("SELECT count(*) FROM credential"), CultureInfo.InvariantCulture) > 0)
            {
                throw new StorageException($"{path} is missing, and the sensors' credentials rest on it; restore it from the backup of this folder, or remove the credentials and pair the sensors again.");
            }
            Create(path);
        }
        byte[] pepper = File.ReadAllBytes(path);
        if (pepper.Length != Length)
        {
            throw new StorageException($"{path} holds {pepper.Length} bytes instead of {Length}; restore it from a backup.");
        }
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        return pepper;
    }

    // Written whole under another name first: a crash leaves no half of it.
    private static void Create(string path)
    {
        string fresh = path + ".new";
        File.Delete(fresh);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }
        using (var file = new FileStream(fresh, options))
        {
            file.Write(RandomNumberGenerator.GetBytes(Length));
            file.Flush(flushToDisk: true);
        }
        File.Move(fresh, path);
    }
}
