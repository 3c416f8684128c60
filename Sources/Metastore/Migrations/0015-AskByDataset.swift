import GRDB

extension Migrations {
    static func askByDataset(_ db: Database) throws {
        try db.execute(
            sql: """
                -- Who may read a dataset, and who asks to, without reading what is of others. Some grants are of all datasets.
                CREATE INDEX access_grant_dataset ON access_grant (dataset_id, id) WHERE dataset_id IS NOT NULL;
                CREATE INDEX access_request_dataset ON access_request (dataset_id, id);
                """)
    }
}
