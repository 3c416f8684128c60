import GRDB

extension Transaction {
    /// Makes the metastore of a data folder that was at `old` one of a folder at `new`, in which only data files were
    /// put: paths follow, and what is made anew or was left out of a backup is forgotten.
    package func move(from old: String, to new: String) throws {
        try db.execute(
            sql:
                "UPDATE data_file SET path = ?2 || substr(path, length(?1) + 1) WHERE substr(path, 1, length(?1)) = ?1",
            arguments: [old + "/", new + "/"])
        // Pins name files as JSON text.
        for table in ["run", "dataset_revision"] {
            try db.execute(
                sql: "UPDATE \(table) SET pin = replace(pin, ?1, ?2) WHERE pin IS NOT NULL",
                arguments: ["\"\(old)/", "\"\(new)/"])
        }
        try db.execute(sql: "DELETE FROM obsolete_file")
        try db.execute(sql: "DELETE FROM iceberg_table")
        try db.execute(
            sql: """
                UPDATE run_report SET held_folder = NULL, held_until = NULL,
                    report = json_remove(report, '$.heldFolder', '$.heldUntil') WHERE held_folder IS NOT NULL
                """)
    }
}
