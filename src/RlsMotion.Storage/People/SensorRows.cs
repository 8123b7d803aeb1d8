using Microsoft.Data.Sqlite;
using RlsMotion.Analysis.Movements;
using RlsMotion.Analysis.People;
using RlsMotion.Storage.Sqlite;

namespace RlsMotion.Storage.People;

/// <summary>Reads sensors together with their latest placement.</summary>
internal static class SensorRows
{
    /// <summary>The columns that <see cref="Sensor"/> reads; a WHERE clause on <c>s</c> may follow.</summary>
    public const string Select = """
        SELECT s.id, s.subject, p.leg, p.site, s.name, s.hardware, s.serial, s.paired_at, s.revoked_at
        FROM sensor s JOIN placement p ON p.sensor = s.id AND p.from_time = (SELECT max(from_time) FROM placement WHERE sensor = s.id)
        """;

    public static Sensor Sensor(SqliteDataReader row) => new()
    {
        Id = row.GetString(0),
        Subject = row.GetString(1),
        Leg = Enum.Parse<Leg>(row.GetString(2)),
        Site = row.GetString(3),
        Name = row.GetString(4),
        Hardware = row.GetString(5),
        Serial = row.GetString(6),
        PairedAt = row.Ticks(7),
        RevokedAt = row.NullableTicks(8),
    };
}
