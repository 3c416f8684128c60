import GRDB

extension Migrations {
    static func signIn(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Whom an issuer means by a subject: one account, until somebody who administers says otherwise.
                CREATE TABLE account_identity (
                    -- The URL, byte for byte as in tokens.
                    issuer TEXT NOT NULL,
                    subject TEXT NOT NULL,
                    account TEXT NOT NULL REFERENCES account (name),
                    linked_at INTEGER NOT NULL,
                    -- The account that administers, or the issuer's name where it came with the first sign-in.
                    linked_by TEXT NOT NULL,
                    PRIMARY KEY (issuer, subject)
                ) STRICT, WITHOUT ROWID;
                CREATE INDEX account_identity_account ON account_identity (account);
                """)
    }
}
