import GRDB

extension Migrations {
    static func guardCollection(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Of the hour's quarantined events, how many were replayed: delivered in a later hour, whose ledger has them.
                ALTER TABLE hour ADD COLUMN replayed INTEGER NOT NULL DEFAULT 0 CHECK (replayed <= quarantined);

                -- `1000/s`, and events a UTC day; null: no limit.
                ALTER TABLE write_key ADD COLUMN rate TEXT;
                ALTER TABLE write_key ADD COLUMN quota INTEGER;

                -- What was used of quotas on the latest day, by `key:NAME` and `type:ID`.
                CREATE TABLE quota_use (
                    holder TEXT NOT NULL PRIMARY KEY,
                    day INTEGER NOT NULL,
                    used INTEGER NOT NULL
                ) STRICT, WITHOUT ROWID;

                -- How late the events of an hour came: range is an index of Lateness.bounds; -1: late by a whole hour.
                CREATE TABLE lateness (
                    type_id INTEGER NOT NULL,
                    hour INTEGER NOT NULL,
                    range INTEGER NOT NULL,
                    events INTEGER NOT NULL,
                    PRIMARY KEY (type_id, hour, range)
                ) STRICT, WITHOUT ROWID;

                -- What kept data from being complete, from when until when.
                CREATE TABLE incident (
                    id INTEGER NOT NULL PRIMARY KEY,
                    type_id INTEGER NOT NULL,
                    kind TEXT NOT NULL CHECK (kind IN ('delivery', 'hour')),
                    hour INTEGER,
                    message TEXT NOT NULL,
                    opened_at INTEGER NOT NULL,
                    closed_at INTEGER
                ) STRICT;
                CREATE INDEX incident_open ON incident (type_id, kind) WHERE closed_at IS NULL;

                CREATE TABLE replay (
                    id INTEGER NOT NULL PRIMARY KEY,
                    type_id INTEGER NOT NULL,
                    -- The only reason that was replayed; null: every one.
                    reason TEXT,
                    created_at INTEGER NOT NULL,
                    replayed INTEGER NOT NULL,
                    -- Of those that were meant, how many are still refused.
                    left INTEGER NOT NULL
                ) STRICT;

                -- Hours of event types and partitions of datasets that their retention removed, and what they held.
                CREATE TABLE expired_partition (
                    dataset_id INTEGER NOT NULL,
                    partition INTEGER NOT NULL,
                    revision INTEGER NOT NULL,
                    rows INTEGER NOT NULL,
                    bytes INTEGER NOT NULL,
                    checksum TEXT,
                    -- The rule that it went by.
                    retention_days INTEGER NOT NULL,
                    expired_at INTEGER NOT NULL,
                    PRIMARY KEY (dataset_id, partition)
                ) STRICT, WITHOUT ROWID;

                -- Names of the type's fields that the import's source filled in none of its records: a JSON array.
                ALTER TABLE import ADD COLUMN unfilled TEXT NOT NULL DEFAULT '[]';

                -- Of an hour, how many rows came with an import; gone when a later import replaces them.
                CREATE TABLE import_hour (
                    type_id INTEGER NOT NULL,
                    hour INTEGER NOT NULL,
                    import_id INTEGER NOT NULL REFERENCES import(id),
                    rows INTEGER NOT NULL,
                    PRIMARY KEY (type_id, hour, import_id)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
