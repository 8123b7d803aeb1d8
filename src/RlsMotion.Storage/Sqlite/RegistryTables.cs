namespace RlsMotion.Storage.Sqlite;

/// <summary>Tables of people and sensors in records.db.</summary>
internal static class RegistryTables
{
    /// <summary>Version 1. Times are ticks of 100 ns since 1970.</summary>
    public const string First = """
        CREATE TABLE subject (
            id   TEXT NOT NULL PRIMARY KEY,
            name TEXT NOT NULL,
            zone TEXT NOT NULL
        ) STRICT;

        CREATE TABLE sensor (
            id         TEXT    NOT NULL PRIMARY KEY,
            subject    TEXT    NOT NULL REFERENCES subject (id),
            name       TEXT    NOT NULL,
            hardware   TEXT    NOT NULL,
            serial     TEXT    NOT NULL,
            paired_at  INTEGER NOT NULL,
            revoked_at INTEGER,
            replaces   TEXT REFERENCES sensor (id) -- revoked when this one first signs in
        ) STRICT;
        CREATE INDEX sensor_by_subject ON sensor (subject);

        -- Where a sensor sat, and from when on.
        CREATE TABLE placement (
            sensor    TEXT    NOT NULL REFERENCES sensor (id),
            from_time INTEGER NOT NULL,
            leg       TEXT    NOT NULL,
            site      TEXT    NOT NULL,
            PRIMARY KEY (sensor, from_time)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE credential (
            id           INTEGER PRIMARY KEY AUTOINCREMENT,
            sensor       TEXT    NOT NULL REFERENCES sensor (id),
            hash         BLOB    NOT NULL,
            salt         BLOB    NOT NULL,
            not_before   INTEGER NOT NULL,
            not_after    INTEGER,
            created_by   TEXT    NOT NULL,
            revoked_at   INTEGER,
            last_used    INTEGER,
            last_address TEXT
        ) STRICT;
        CREATE INDEX credential_by_sensor ON credential (sensor);

        -- What a sensor last said of itself, and when it was last heard.
        CREATE TABLE sensor_status (
            sensor          TEXT NOT NULL PRIMARY KEY REFERENCES sensor (id),
            info            TEXT,
            info_at         INTEGER,
            state           TEXT,
            state_at        INTEGER,
            battery_percent INTEGER,
            last_seen       INTEGER
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE audit (
            id      INTEGER PRIMARY KEY AUTOINCREMENT,
            time    INTEGER NOT NULL,
            actor   TEXT    NOT NULL,
            action  TEXT    NOT NULL,
            object  TEXT    NOT NULL,
            detail  TEXT    NOT NULL,
            address TEXT
        ) STRICT;
        CREATE TRIGGER audit_is_never_changed BEFORE UPDATE ON audit BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;
        CREATE TRIGGER audit_is_never_shortened BEFORE DELETE ON audit BEGIN SELECT raise(ABORT, 'the audit is append-only'); END;

        """;
}
