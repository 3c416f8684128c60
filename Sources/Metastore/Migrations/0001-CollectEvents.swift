import GRDB

extension Migrations {
    static func collectEvents(_ db: Database) throws {
        try db.execute(
            sql: """
                CREATE TABLE team (
                    name TEXT NOT NULL PRIMARY KEY,
                    contact TEXT NOT NULL,
                    description TEXT
                ) STRICT;

                CREATE TABLE event_type (
                    id INTEGER NOT NULL PRIMARY KEY,
                    name TEXT NOT NULL UNIQUE,
                    -- Of its table in the warehouse; a rename does not move files.
                    folder TEXT NOT NULL UNIQUE,
                    definition TEXT NOT NULL,
                    last_field_id INTEGER NOT NULL,
                    is_removed INTEGER NOT NULL DEFAULT 0,
                    first_hour INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE event_schema (
                    type_id INTEGER NOT NULL REFERENCES event_type(id),
                    version INTEGER NOT NULL,
                    schema TEXT NOT NULL,
                    PRIMARY KEY (type_id, version)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE write_key (
                    name TEXT NOT NULL PRIMARY KEY,
                    secret_hash BLOB NOT NULL UNIQUE,
                    created_at INTEGER NOT NULL,
                    revoked_at INTEGER
                ) STRICT;

                CREATE TABLE token (
                    name TEXT NOT NULL PRIMARY KEY,
                    secret_hash BLOB NOT NULL UNIQUE,
                    created_at INTEGER NOT NULL
                ) STRICT;

                -- How far the event log has been delivered, per type; type 0 is events of no known type.
                CREATE TABLE delivery (
                    type_id INTEGER NOT NULL PRIMARY KEY,
                    position INTEGER NOT NULL,
                    -- Every hour before this one has been sealed.
                    sealed_before INTEGER NOT NULL
                ) STRICT;

                -- The ledger: received = delivered + duplicate + quarantined (+ pending, which is still in the log).
                CREATE TABLE hour (
                    type_id INTEGER NOT NULL,
                    hour INTEGER NOT NULL,
                    received INTEGER NOT NULL DEFAULT 0,
                    delivered INTEGER NOT NULL DEFAULT 0,
                    duplicate INTEGER NOT NULL DEFAULT 0,
                    quarantined INTEGER NOT NULL DEFAULT 0,
                    -- Null while the hour is open.
                    sealed_at INTEGER,
                    -- Of the current revision; 0 before the first.
                    revision INTEGER NOT NULL DEFAULT 0,
                    last_received INTEGER,
                    problem TEXT,
                    CHECK (received = delivered + duplicate + quarantined),
                    PRIMARY KEY (type_id, hour)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX hour_open ON hour (type_id, hour) WHERE sealed_at IS NULL;

                -- Every publication of an hour after which its content differs, with a ledger of its own.
                CREATE TABLE revision (
                    type_id INTEGER NOT NULL,
                    hour INTEGER NOT NULL,
                    revision INTEGER NOT NULL,
                    reason TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    rows INTEGER NOT NULL,
                    -- What was known when it was published: log position, counts.
                    evidence TEXT NOT NULL,
                    PRIMARY KEY (type_id, hour, revision)
                ) STRICT, WITHOUT ROWID;

                CREATE TABLE data_file (
                    id INTEGER NOT NULL PRIMARY KEY,
                    type_id INTEGER NOT NULL,
                    hour INTEGER NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('events', 'quarantine')),
                    path TEXT NOT NULL UNIQUE,
                    schema_version INTEGER NOT NULL,
                    rows INTEGER NOT NULL,
                    bytes INTEGER NOT NULL,
                    -- Part of the current revision of a sealed hour: shown to Iceberg readers.
                    is_sealed INTEGER NOT NULL DEFAULT 0
                ) STRICT;
                CREATE INDEX data_file_hour ON data_file (type_id, hour, kind);

                CREATE TABLE identity_run (
                    name TEXT NOT NULL PRIMARY KEY,
                    type_id INTEGER NOT NULL,
                    first_hour INTEGER NOT NULL,
                    last_hour INTEGER NOT NULL,
                    count INTEGER NOT NULL,
                    -- Null: in the file of that name.
                    bytes BLOB
                ) STRICT;
                CREATE INDEX identity_run_type ON identity_run (type_id);

                CREATE TABLE iceberg_table (
                    type_id INTEGER NOT NULL PRIMARY KEY,
                    metadata_location TEXT NOT NULL
                ) STRICT;

                -- No longer part of anything; removed from disk when no reader can still hold them.
                CREATE TABLE obsolete_file (
                    path TEXT NOT NULL PRIMARY KEY,
                    since INTEGER NOT NULL
                ) STRICT;

                CREATE TABLE import (
                    id INTEGER NOT NULL PRIMARY KEY,
                    type_id INTEGER NOT NULL,
                    reason TEXT NOT NULL,
                    created_at INTEGER NOT NULL,
                    received INTEGER NOT NULL,
                    delivered INTEGER NOT NULL,
                    duplicate INTEGER NOT NULL,
                    quarantined INTEGER NOT NULL,
                    replaced INTEGER NOT NULL,
                    CHECK (received = delivered + duplicate + quarantined)
                ) STRICT;
                """)
    }
}
