import GRDB

extension Migrations {
    static func findData(_ db: Database) throws {
        try db.execute(
            sql: """
                -- What people find, written in the transaction that applies a definition.
                CREATE TABLE catalog_entry (
                    id INTEGER NOT NULL PRIMARY KEY,
                    kind TEXT NOT NULL,
                    -- Of an event type or a dataset its id, of anything else its name.
                    object TEXT NOT NULL,
                    name TEXT NOT NULL,
                    owner TEXT NOT NULL,
                    tier TEXT,
                    classification TEXT,
                    description TEXT NOT NULL,
                    -- `live`, `deprecated`, `removed`
                    standing TEXT NOT NULL,
                    -- What the definition alone says for it; what use adds is in place.
                    worth INTEGER NOT NULL,
                    -- Queries of the last 30 days that named it, as last counted.
                    uses INTEGER NOT NULL DEFAULT 0,
                    -- Row of catalog_text: (1023 - rank) << 32 | id, so that whoever reads matches in order has the best first.
                    place INTEGER NOT NULL UNIQUE,
                    UNIQUE (kind, object)
                ) STRICT;
                CREATE INDEX catalog_entry_name ON catalog_entry (name);

                CREATE VIRTUAL TABLE catalog_text USING fts5 (
                    name, columns, people, text, facets,
                    tokenize = 'unicode61 remove_diacritics 2', prefix = '1 2 3 4 5 6'
                );
                CREATE VIRTUAL TABLE catalog_word USING fts5vocab ('catalog_text', 'row');

                -- What is left of a word when letters are taken out of it: two words that share such a rest are alike.
                CREATE TABLE catalog_neighbour (
                    neighbour TEXT NOT NULL,
                    word TEXT NOT NULL,
                    PRIMARY KEY (neighbour, word)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX catalog_neighbour_word ON catalog_neighbour (word);

                -- Of each column of a dataset, the columns that it is made of.
                CREATE TABLE column_source (
                    dataset_id INTEGER NOT NULL,
                    column_name TEXT NOT NULL,
                    source_id INTEGER NOT NULL,
                    source_column TEXT NOT NULL,
                    -- `copied`, `derived`, `indirect`
                    kind TEXT NOT NULL,
                    PRIMARY KEY (dataset_id, column_name, source_id, source_column, kind)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX column_source_reader ON column_source (source_id, source_column);

                -- What was applied, by whom and why.
                CREATE TABLE definition_change (
                    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    at INTEGER NOT NULL,
                    person TEXT NOT NULL,
                    reason TEXT,
                    kind TEXT NOT NULL,
                    -- `event`, `dataset`, `team` …
                    object_kind TEXT NOT NULL,
                    object TEXT NOT NULL,
                    version INTEGER,
                    -- A JSON array of sentences.
                    details TEXT NOT NULL
                ) STRICT;
                CREATE INDEX definition_change_object ON definition_change (object, number);

                -- Queries that named an event type or a dataset, by UTC day since 1970.
                CREATE TABLE dataset_use (
                    dataset_id INTEGER NOT NULL,
                    day INTEGER NOT NULL,
                    queries INTEGER NOT NULL,
                    PRIMARY KEY (dataset_id, day)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
