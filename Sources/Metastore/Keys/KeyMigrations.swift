import GRDB

/// The schema of `keys.sqlite`, step by step. A released step is never edited.
enum KeyMigrations {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("0001-keys") { db in
            try db.execute(
                sql: """
                    CREATE TABLE secrets (
                        name TEXT NOT NULL PRIMARY KEY,
                        wrapped BLOB NOT NULL
                    ) STRICT;

                    CREATE TABLE key_sequence (
                        only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
                        next INTEGER NOT NULL CHECK (next > 0)
                    ) STRICT;
                    INSERT INTO key_sequence (only, next) VALUES (1, 1);

                    CREATE TABLE segment_keys (
                        segment_id INTEGER NOT NULL PRIMARY KEY,
                        wrapped BLOB NOT NULL
                    ) STRICT;

                    CREATE TABLE subjects (
                        lookup BLOB NOT NULL PRIMARY KEY CHECK (length(lookup) = 16),
                        pseudonym TEXT NOT NULL UNIQUE CHECK (length(pseudonym) = 26),
                        key_id INTEGER NOT NULL UNIQUE,
                        wrapped BLOB NOT NULL,
                        created_at INTEGER NOT NULL
                    ) STRICT, WITHOUT ROWID;

                    CREATE TABLE daily_keys (
                        purpose TEXT NOT NULL CHECK (purpose IN ('events', 'quarantine')),
                        day INTEGER NOT NULL,
                        type_id INTEGER NOT NULL,
                        key_id INTEGER NOT NULL UNIQUE,
                        wrapped BLOB NOT NULL,
                        PRIMARY KEY (purpose, day, type_id)
                    ) STRICT, WITHOUT ROWID;
                    """)
        }
        migrator.registerMigration("0002-queries") { db in
            // SQLite changes no CHECK of a table that is there.
            try db.execute(
                sql: """
                    CREATE TABLE new_daily_keys (
                        purpose TEXT NOT NULL CHECK (purpose IN ('events', 'quarantine', 'queries')),
                        day INTEGER NOT NULL,
                        type_id INTEGER NOT NULL,
                        key_id INTEGER NOT NULL UNIQUE,
                        wrapped BLOB NOT NULL,
                        PRIMARY KEY (purpose, day, type_id)
                    ) STRICT, WITHOUT ROWID;
                    INSERT INTO new_daily_keys (purpose, day, type_id, key_id, wrapped)
                        SELECT purpose, day, type_id, key_id, wrapped FROM daily_keys;
                    DROP TABLE daily_keys;
                    ALTER TABLE new_daily_keys RENAME TO daily_keys;
                    """)
        }
        return migrator
    }
}
