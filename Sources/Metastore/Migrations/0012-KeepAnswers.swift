import GRDB

extension Migrations {
    static func keepAnswers(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Requests that changed something, by the key that their client gave them, and what they were answered.
                CREATE TABLE kept_answer (
                    number INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    account TEXT NOT NULL,
                    -- SHA-256 of method, path and key.
                    name BLOB NOT NULL,
                    begun_at INTEGER NOT NULL,
                    -- Of what was asked, a hash under a key of the key store; null until it is answered.
                    fingerprint BLOB,
                    status INTEGER,
                    -- A JSON object.
                    headers TEXT,
                    body BLOB,
                    -- Why there is no body: `secret`, `large` or `room`.
                    absence TEXT,
                    UNIQUE (account, name)
                ) STRICT;
                CREATE INDEX kept_answer_begun ON kept_answer (begun_at);
                CREATE INDEX kept_answer_account ON kept_answer (account, number);
                """)
    }
}
