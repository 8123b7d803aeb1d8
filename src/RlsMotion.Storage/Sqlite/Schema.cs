using System.Globalization;
using Microsoft.Data.Sqlite;

namespace RlsMotion.Storage.Sqlite;

/// <summary>The steps by which a file came to its present tables; <c>user_version</c> counts how many of them a file has taken.</summary>
/// <param name="steps">SQL of each step, oldest first. A step that was ever released is never changed: a new one is added.</param>
internal sealed class Schema(params string[] steps)
{
    /// <summary>Tables of the packet log.</summary>
    public static readonly Schema Packets = new(PacketTables.First);

    /// <summary>Tables of people, sensors, nights and what waits to be copied.</summary>
    public static readonly Schema Records = new(RegistryTables.First + NightTables.First, NightTables.Second);

    /// <summary>Brings a file up to date, each step in a transaction of its own.</summary>
    /// <exception cref="StorageException">The file is from a newer version.</exception>
    public void Apply(SqliteConnection connection, string path)
    {
        int version = Convert.ToInt32(connection.Scalar("PRAGMA user_version"), CultureInfo.InvariantCulture);
        if (version > steps.Length)
        {
            throw new StorageException($"{path} has tables of version {version}; this program knows them up to {steps.Length}. Use the newer program that wrote it.");
        }
        for (int step = version; step < steps.Length; step++)
        {
            using SqliteTransaction transaction = connection.BeginTransaction();
            connection.Run(steps[step]);
            connection.Run($"PRAGMA user_version = {step + 1}");
            transaction.Commit();
        }
    }
}
