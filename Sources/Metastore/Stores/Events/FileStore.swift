package import BasinCore
import GRDB

/// One Parquet file of a partition's current content.
package struct FileRecord: Sendable, Hashable {
    package enum Kind: String, Sendable { case events, quarantine }

    /// Of the event type, or of the dataset that a pipeline makes: their ids are of one sequence.
    package var typeID: UInt32
    /// In the dataset's own unit; of an event type the hour.
    package var partition: Int
    package var kind: Kind
    package var path: String
    package var schemaVersion: Int
    package var rows: Int
    package var bytes: Int

    package init(
        typeID: UInt32, hour: Hour, kind: Kind, path: String, schemaVersion: Int, rows: Int, bytes: Int
    ) {
        self.typeID = typeID
        partition = hour.index
        self.kind = kind
        self.path = path
        self.schemaVersion = schemaVersion
        self.rows = rows
        self.bytes = bytes
    }

    /// A file of a dataset that a pipeline makes.
    package init(datasetID: UInt32, partition: Int, path: String, schemaVersion: Int, rows: Int, bytes: Int) {
        typeID = datasetID
        self.partition = partition
        kind = .events
        self.path = path
        self.schemaVersion = schemaVersion
        self.rows = rows
        self.bytes = bytes
    }

    package var hour: Hour { Hour(index: partition) }
}

extension Snapshot {
    /// Files of the current content, sealed and open, by hour.
    package func files(
        typeID: UInt32, kind: FileRecord.Kind = .events, in hours: Range<Hour>? = nil, sealedOnly: Bool = false
    ) throws -> [FileRecord] {
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM data_file WHERE type_id = ? AND kind = ? AND hour >= ? AND hour < ? AND is_sealed >= ?
                ORDER BY hour, id
                """,
            arguments: [
                Int64(typeID), kind.rawValue, hours?.lowerBound.index ?? Int.min, hours?.upperBound.index ?? Int.max,
                sealedOnly ? 1 : 0,
            ]
        ).map { row in
            FileRecord(
                typeID: typeID, hour: Hour(index: row["hour"]), kind: kind, path: row["path"],
                schemaVersion: row["schema_version"], rows: row["rows"], bytes: row["bytes"])
        }
    }

    /// Every path that some content or reader may need; a file in the warehouse that is not among them is an orphan.
    package func knownPaths() throws -> Set<String> {
        try String.fetchSet(db, sql: "SELECT path FROM data_file UNION SELECT path FROM obsolete_file")
    }

    /// Files that left the content before the moment, and before any run under way began to read.
    package func obsoleteFiles(since before: Timestamp) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT path FROM obsolete_file WHERE since < ?1 AND since < coalesce(
                    (SELECT min(updated_at) FROM run INDEXED BY run_active WHERE is_active = 1 AND token IS NOT NULL), ?1)
                """,
            arguments: [before.microseconds])
    }

    /// Files below the folder that were withdrawn and that no Iceberg snapshot has let go of.
    package func withdrawnFiles(below folder: String) throws -> [String] {
        try String.fetchAll(
            db, sql: "SELECT path FROM obsolete_file WHERE since = ?1 AND substr(path, 1, length(?2)) = ?2",
            arguments: [Int64.max, folder])
    }

    /// Where the current metadata of the Iceberg table is; nil before its first snapshot.
    package func metadataLocation(typeID: UInt32) throws -> String? {
        try String.fetchOne(
            db, sql: "SELECT metadata_location FROM iceberg_table WHERE type_id = ?", arguments: [Int64(typeID)])
    }
}

extension Transaction {
    /// - Parameter isSealed: part of a published revision; files of open hours become so when the hour is sealed.
    package func add(_ file: FileRecord, isSealed: Bool = false) throws {
        try db.execute(
            sql: """
                INSERT INTO data_file (type_id, hour, kind, path, schema_version, rows, bytes, is_sealed)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(file.typeID), file.partition, file.kind.rawValue, file.path, file.schemaVersion, file.rows,
                file.bytes, isSealed,
            ])
    }

    /// Takes files out of the current content. They stay on disk until readers are done with them.
    package func retire(_ paths: [String], at now: Timestamp) throws {
        for path in paths {
            try db.execute(sql: "DELETE FROM data_file WHERE path = ?", arguments: [path])
            try db.execute(
                sql: """
                    INSERT INTO obsolete_file (path, since) VALUES (?, ?)
                    ON CONFLICT (path) DO UPDATE SET since = excluded.since
                    """,
                arguments: [path, now.microseconds])
        }
    }

    /// Takes files of sealed hours out of the current content. They stay on disk until `retire`, which the Iceberg
    /// table's next snapshot calls: until then its readers need them.
    package func withdraw(_ paths: [String]) throws { try retire(paths, at: Timestamp(microseconds: .max)) }

    /// They are gone from the disk.
    package func forgetObsolete(_ paths: [String]) throws {
        for path in paths { try db.execute(sql: "DELETE FROM obsolete_file WHERE path = ?", arguments: [path]) }
    }

    package func setMetadataLocation(_ location: String, typeID: UInt32) throws {
        try db.execute(
            sql: """
                INSERT INTO iceberg_table (type_id, metadata_location) VALUES (?, ?)
                ON CONFLICT (type_id) DO UPDATE SET metadata_location = excluded.metadata_location
                """,
            arguments: [Int64(typeID), location])
    }
}
