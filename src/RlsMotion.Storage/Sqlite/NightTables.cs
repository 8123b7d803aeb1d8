namespace RlsMotion.Storage.Sqlite;

/// <summary>Tables of nights in records.db.</summary>
internal static class NightTables
{
    /// <summary>Version 1. Columns ending in _ms are milliseconds since 1970 or of duration; <c>n</c> keeps the order.</summary>
    public const string First = """
        CREATE TABLE night (
            id                      INTEGER PRIMARY KEY,
            subject                 TEXT    NOT NULL,
            date                    TEXT    NOT NULL, -- local date of the evening, as 2026-10-24
            zone                    TEXT    NOT NULL,
            version                 TEXT    NOT NULL,
            classifier              TEXT    NOT NULL,
            model_sha256            TEXT,
            rules                   TEXT    NOT NULL,
            start_ms                INTEGER,
            end_ms                  INTEGER,
            is_final                INTEGER NOT NULL,
            recorded_hours          REAL    NOT NULL,
            valid_hours             REAL    NOT NULL,
            rest_hours              REAL,
            denominator             TEXT,
            leg_movements           INTEGER NOT NULL,
            candidates              INTEGER NOT NULL,
            periodic                INTEGER NOT NULL,
            periodic_during_rest    INTEGER,
            series                  INTEGER NOT NULL,
            plm_per_hour            REAL,
            clm_per_hour            REAL,
            periodicity_index       REAL,
            periodicity_index_ferri REAL,
            mean_duration_s         REAL,
            median_interval_s       REAL,
            by_hour                 TEXT    NOT NULL, -- numbers with commas between them, nothing for an unknown one
            first_hour_ms           INTEGER,
            grade                   TEXT    NOT NULL,
            UNIQUE (subject, date)
        ) STRICT;

        CREATE TABLE night_sensor (
            night            INTEGER NOT NULL REFERENCES night (id) ON DELETE CASCADE,
            n                INTEGER NOT NULL,
            sensor           TEXT    NOT NULL,
            leg              TEXT    NOT NULL,
            site             TEXT    NOT NULL,
            nominal_rate_hz  REAL    NOT NULL,
            rate_hz          REAL    NOT NULL,
            samples          INTEGER NOT NULL,
            missing_samples  INTEGER NOT NULL,
            has_counter      INTEGER NOT NULL,
            scale_x          REAL, -- calibration: all six, or none
            scale_y          REAL,
            scale_z          REAL,
            offset_x_g       REAL,
            offset_y_g       REAL,
            offset_z_g       REAL,
            PRIMARY KEY (night, n)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE night_clock (
            night     INTEGER NOT NULL REFERENCES night (id) ON DELETE CASCADE,
            sensor_n  INTEGER NOT NULL,
            n         INTEGER NOT NULL,
            boot      INTEGER NOT NULL,
            period_ns REAL    NOT NULL,
            drift_ppm REAL,
            anchors   TEXT    NOT NULL, -- "sample-index:microseconds-since-1970", a space between two
            PRIMARY KEY (night, sensor_n, n)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE leg_movement (
            night       INTEGER NOT NULL REFERENCES night (id) ON DELETE CASCADE,
            n           INTEGER NOT NULL,
            leg         TEXT    NOT NULL,
            onset_ms    INTEGER NOT NULL,
            offset_ms   INTEGER NOT NULL,
            peak_g      REAL    NOT NULL,
            class       TEXT    NOT NULL,
            probability REAL,
            PRIMARY KEY (night, n)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE scored_movement (
            night                           INTEGER NOT NULL REFERENCES night (id) ON DELETE CASCADE,
            n                               INTEGER NOT NULL,
            leg                             TEXT    NOT NULL,
            onset_ms                        INTEGER NOT NULL,
            offset_ms                       INTEGER NOT NULL,
            is_candidate                    INTEGER NOT NULL,
            is_respiratory                  INTEGER NOT NULL,
            has_arousal                     INTEGER NOT NULL,
            is_periodic                     INTEGER NOT NULL,
            series                          INTEGER,
            is_periodic_without_respiratory INTEGER NOT NULL,
            interval_ms                     INTEGER,
            stage                           TEXT,
            during_rest                     INTEGER,
            PRIMARY KEY (night, n)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE night_gap (
            night   INTEGER NOT NULL REFERENCES night (id) ON DELETE CASCADE,
            n       INTEGER NOT NULL,
            leg     TEXT    NOT NULL,
            from_ms INTEGER NOT NULL,
            to_ms   INTEGER NOT NULL,
            reason  TEXT    NOT NULL,
            PRIMARY KEY (night, n)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE epoch (
            night         INTEGER NOT NULL REFERENCES night (id) ON DELETE CASCADE,
            n             INTEGER NOT NULL,
            leg           TEXT    NOT NULL,
            start_ms      INTEGER NOT NULL,
            activity_mg   REAL,
            coverage      REAL    NOT NULL,
            angle_degrees REAL,
            worn          INTEGER,
            rest          INTEGER,
            temperature_c REAL,
            PRIMARY KEY (night, n)
        ) STRICT, WITHOUT ROWID;

        -- Nights that wait to be copied to the second store; written in the transaction that saved them.
        CREATE TABLE outbox (
            subject    TEXT    NOT NULL,
            date       TEXT    NOT NULL,
            revision   INTEGER NOT NULL, -- rises with each save, so that a copy of an older one does not clear a newer one
            queued_at  INTEGER NOT NULL, -- ticks of 100 ns since 1970
            attempts   INTEGER NOT NULL,
            last_error TEXT,
            refused    INTEGER NOT NULL, -- 1 where the store said that it will never take it
            PRIMARY KEY (subject, date)
        ) STRICT, WITHOUT ROWID;
        """;

    /// <summary>Version 2: how far the packet log was read for each stored night.</summary>
    public const string Second = """
        CREATE TABLE night_progress (
            subject  TEXT    NOT NULL,
            date     TEXT    NOT NULL,
            position INTEGER NOT NULL,
            is_final INTEGER NOT NULL,
            PRIMARY KEY (subject, date)
        ) STRICT, WITHOUT ROWID;
        """;
}
