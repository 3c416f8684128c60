import GRDB

extension Migrations {
    static func countCosts(_ db: Database) throws {
        let sums = """
            -- `run`, `query`, `collect`, `storage`, `server`
            kind TEXT NOT NULL,
            -- Of an event type or a dataset; 0: of none.
            dataset_id INTEGER NOT NULL,
            -- Who asked; empty where nobody did.
            account TEXT NOT NULL,
            count INTEGER NOT NULL,
            -- User and system time, and time on the clock, in microseconds.
            cpu_micros INTEGER NOT NULL,
            wall_micros INTEGER NOT NULL,
            bytes_read INTEGER NOT NULL,
            bytes_written INTEGER NOT NULL,
            rows INTEGER NOT NULL,
            -- Bytes stored, a time for each day.
            byte_days INTEGER NOT NULL,
            """
        try db.execute(
            sql: """
                -- What each try of a run used: what the sums were made of, once for each lease.
                CREATE TABLE run_usage (
                    -- The fencing token, which no other try has.
                    token INTEGER NOT NULL PRIMARY KEY,
                    run_id INTEGER NOT NULL REFERENCES run(id),
                    dataset_id INTEGER NOT NULL,
                    ended_at INTEGER NOT NULL,
                    cpu_micros INTEGER NOT NULL,
                    wall_micros INTEGER NOT NULL,
                    peak_bytes INTEGER NOT NULL,
                    bytes_read INTEGER NOT NULL,
                    bytes_written INTEGER NOT NULL,
                    rows INTEGER NOT NULL
                ) STRICT;

                -- By UTC day since 1970; kept for 400 days.
                CREATE TABLE usage_day (
                    day INTEGER NOT NULL,
                    \(sums)
                    PRIMARY KEY (day, kind, dataset_id, account)
                ) STRICT, WITHOUT ROWID;

                -- The same by month since 1970-01; kept for ever.
                CREATE TABLE usage_month (
                    month INTEGER NOT NULL,
                    \(sums)
                    PRIMARY KEY (month, kind, dataset_id, account)
                ) STRICT, WITHOUT ROWID;

                -- How often a dataset was read, by UTC day since 1970 and way: `query`, `stream`, `live`, `iceberg`, `pipeline`.
                CREATE TABLE dataset_read (
                    dataset_id INTEGER NOT NULL,
                    day INTEGER NOT NULL,
                    way TEXT NOT NULL,
                    reads INTEGER NOT NULL,
                    PRIMARY KEY (dataset_id, day, way)
                ) STRICT, WITHOUT ROWID;
                INSERT INTO dataset_read (dataset_id, day, way, reads)
                    SELECT dataset_id, day, 'query', queries FROM dataset_use;

                -- The day since when every way of reading is counted. What was not read before is not known.
                CREATE TABLE reads_counted (
                    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
                    since_day INTEGER NOT NULL
                ) STRICT;

                -- What things cost, as last applied; without a row nobody said.
                CREATE TABLE price_list (
                    only INTEGER NOT NULL PRIMARY KEY CHECK (only = 1),
                    prices TEXT NOT NULL
                ) STRICT;
                """)
    }
}
