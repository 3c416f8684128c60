import GRDB

extension Migrations {
    static func controlAccess(_ db: Database) throws {
        try db.execute(
            sql: """
                -- People and services that may ask things.
                CREATE TABLE account (
                    name TEXT NOT NULL PRIMARY KEY,
                    kind TEXT NOT NULL,
                    -- JSON arrays of words.
                    roles TEXT NOT NULL,
                    teams TEXT NOT NULL,
                    -- scrypt; see PasswordHash.
                    password BLOB,
                    created_at INTEGER NOT NULL,
                    disabled_at INTEGER
                ) STRICT, WITHOUT ROWID;

                -- What accounts show. The token of the first start is in `token`.
                CREATE TABLE access_token (
                    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    account TEXT NOT NULL REFERENCES account (name),
                    name TEXT NOT NULL,
                    secret_hash BLOB NOT NULL UNIQUE,
                    -- A JSON array that cuts what the account may do; null: all of it.
                    permissions TEXT,
                    -- The token that asked for it, with which it ends.
                    parent_id INTEGER REFERENCES access_token (id),
                    created_at INTEGER NOT NULL,
                    expires_at INTEGER NOT NULL,
                    revoked_at INTEGER
                ) STRICT;
                CREATE INDEX access_token_account ON access_token (account, id);

                -- Leave to read more than everybody may.
                CREATE TABLE access_grant (
                    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    -- `account` or `team`
                    grantee_kind TEXT NOT NULL,
                    grantee TEXT NOT NULL,
                    dataset_id INTEGER,
                    classification TEXT NOT NULL,
                    purpose TEXT NOT NULL,
                    reason TEXT,
                    granted_by TEXT NOT NULL,
                    granted_at INTEGER NOT NULL,
                    until INTEGER NOT NULL,
                    revoked_at INTEGER,
                    revoked_by TEXT
                ) STRICT;
                CREATE INDEX access_grant_grantee ON access_grant (grantee, grantee_kind, until);

                CREATE TABLE access_request (
                    id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
                    account TEXT NOT NULL,
                    dataset_id INTEGER NOT NULL,
                    classification TEXT NOT NULL,
                    purpose TEXT NOT NULL,
                    reason TEXT NOT NULL,
                    days INTEGER NOT NULL,
                    asked_at INTEGER NOT NULL,
                    -- `open`, `approved`, `refused`, `withdrawn`
                    state TEXT NOT NULL,
                    decided_by TEXT,
                    decided_at INTEGER,
                    answer TEXT,
                    grant_id INTEGER REFERENCES access_grant (id)
                ) STRICT;
                CREATE INDEX access_request_state ON access_request (state, id);

                -- Up to where the audit log reached, as noted now and then: what is missing before it was taken out.
                CREATE TABLE audit_anchor (
                    number INTEGER NOT NULL PRIMARY KEY,
                    mac BLOB NOT NULL,
                    noted_at INTEGER NOT NULL
                ) STRICT;

                -- What a partition's columns are like, of the files whose digest this is.
                CREATE TABLE partition_profile (
                    dataset_id INTEGER NOT NULL,
                    partition INTEGER NOT NULL,
                    digest INTEGER NOT NULL,
                    profile TEXT NOT NULL,
                    PRIMARY KEY (dataset_id, partition)
                ) STRICT, WITHOUT ROWID;
                """)
    }
}
