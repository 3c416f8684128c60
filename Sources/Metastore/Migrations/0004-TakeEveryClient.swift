import GRDB

extension Migrations {
    static func takeEveryClient(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Doors for clients of other protocols as last applied.
                CREATE TABLE source (
                    name TEXT NOT NULL PRIMARY KEY,
                    definition TEXT NOT NULL
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
