import GRDB

extension Migrations {
    static func showRuns(_ db: Database) throws {
        try db.execute(
            sql: """
                -- The latest in a state, without reading all runs.
                CREATE INDEX run_state ON run (state, id);
                -- And those that somebody or something asked for; the others are most.
                CREATE INDEX run_asked ON run (reason, id) WHERE reason NOT IN ('data', 'time');
                -- What ended in a length of time, and how.
                CREATE INDEX run_ended ON run (ended_at, created_at, state) WHERE ended_at IS NOT NULL;
                -- Datasets in the order in which people go through them.
                CREATE INDEX catalog_entry_shelf ON catalog_entry (kind, tier, name, owner, object, standing);
                """)
    }
}
