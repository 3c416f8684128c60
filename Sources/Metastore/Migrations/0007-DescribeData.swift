import GRDB

extension Migrations {
    static func describeData(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Words of the business as last applied.
                CREATE TABLE glossary_term (
                    name TEXT NOT NULL PRIMARY KEY,
                    definition TEXT NOT NULL
                ) STRICT;

                -- Tags that definitions may carry, with their values, as last applied.
                CREATE TABLE tag_rule (
                    name TEXT NOT NULL PRIMARY KEY,
                    definition TEXT NOT NULL
                ) STRICT;

                -- Entries say more than before: the next start makes them anew.
                DELETE FROM catalog_text;
                DELETE FROM catalog_entry;

                CREATE INDEX definition_change_person ON definition_change (person, number);
                """)
    }
}
