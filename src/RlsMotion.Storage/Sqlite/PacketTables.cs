namespace RlsMotion.Storage.Sqlite;

/// <summary>Tables of packets.db.</summary>
internal static class PacketTables
{
    /// <summary>Version 1. Times are ticks of 100 ns since 1970; <c>fingerprint</c> is 0 for senders that count, else eight bytes of the payload's SHA-256.</summary>
    public const string First = """
        CREATE TABLE packet (
            position     INTEGER PRIMARY KEY AUTOINCREMENT, -- never given twice, even after a trim
            sensor       TEXT    NOT NULL,
            boot         INTEGER NOT NULL,
            sequence     INTEGER NOT NULL,
            fingerprint  INTEGER NOT NULL,
            first_index  INTEGER NOT NULL,
            count        INTEGER NOT NULL,
            time         INTEGER NOT NULL,
            received     INTEGER NOT NULL,
            content_type TEXT    NOT NULL,
            payload      BLOB    NOT NULL
        ) STRICT;
        CREATE UNIQUE INDEX packet_identity ON packet (sensor, boot, sequence, fingerprint);
        CREATE INDEX packet_by_time ON packet (sensor, time);
        CREATE INDEX packet_by_position ON packet (sensor); -- a row's position follows in every index: new entries of a sensor are found without a search

        -- What is stored or declared lost, as disjoint ranges [from_index, to_index) that do not touch. Survives a trim.
        CREATE TABLE covered (
            sensor     TEXT    NOT NULL,
            boot       INTEGER NOT NULL,
            from_index INTEGER NOT NULL,
            to_index   INTEGER NOT NULL,
            PRIMARY KEY (sensor, boot, from_index)
        ) STRICT, WITHOUT ROWID;

        -- What sensors gave up themselves.
        CREATE TABLE lost (
            sensor     TEXT    NOT NULL,
            boot       INTEGER NOT NULL,
            from_index INTEGER NOT NULL,
            to_index   INTEGER NOT NULL,
            PRIMARY KEY (sensor, boot, from_index, to_index)
        ) STRICT, WITHOUT ROWID;
        """;
}
