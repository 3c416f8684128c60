import GRDB

extension Migrations {
    static func askPeople(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Queries that people asked, for 90 days.
                CREATE TABLE query_history (
                    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    at INTEGER NOT NULL,
                    person TEXT NOT NULL,
                    -- Its SQL without a value.
                    masked TEXT NOT NULL,
                    -- Its SQL and arguments as JSON, sealed under the key of the day.
                    sealed BLOB NOT NULL,
                    -- A JSON array of names.
                    datasets TEXT NOT NULL,
                    format TEXT NOT NULL,
                    purpose TEXT,
                    -- `done`, or the code of the error
                    outcome TEXT NOT NULL,
                    row_count INTEGER NOT NULL,
                    byte_count INTEGER NOT NULL,
                    microseconds INTEGER NOT NULL
                ) STRICT;
                CREATE INDEX query_history_person ON query_history (person, number);
                CREATE INDEX query_history_at ON query_history (at);

                -- Queries that named two event types or datasets together, by UTC day since 1970; both ways.
                CREATE TABLE dataset_join (
                    dataset_id INTEGER NOT NULL,
                    other_id INTEGER NOT NULL,
                    day INTEGER NOT NULL,
                    queries INTEGER NOT NULL,
                    PRIMARY KEY (dataset_id, day, other_id)
                ) STRICT, WITHOUT ROWID;

                -- Queries that are definitions.
                CREATE TABLE saved_query (
                    name TEXT NOT NULL PRIMARY KEY,
                    definition TEXT NOT NULL
                ) STRICT;
                """)
    }
}
