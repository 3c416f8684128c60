import BasinCore

/// What a table's metadata file says (Apache Iceberg table format, version 2).
package struct TableMetadata: Sendable, Hashable, Codable {
    package var formatVersion = 2
    package var tableUUID: String
    /// The `file://` URI of the table's folder.
    package var location: String
    package var lastSequenceNumber: Int64
    /// Milliseconds since 1970; never goes back.
    package var lastUpdatedMilliseconds: Int64
    package var lastColumnID: Int
    /// Every schema the table had, oldest first.
    package var schemas: [TableSchema]
    package var currentSchemaID: Int
    package var partitionSpecs: [PartitionSpec]
    package var defaultSpecID = 0
    package var lastPartitionID: Int
    package var sortOrders = [SortOrder.unsorted]
    package var defaultSortOrderID = 0
    package var properties: [String: String]
    /// Nil until something was published.
    package var currentSnapshotID: Int64?
    /// The retained ones, oldest first.
    package var snapshots: [Snapshot]
    package var snapshotLog: [SnapshotLogEntry]
    package var metadataLog: [MetadataLogEntry]
    package var refs: [String: SnapshotReference]

    private enum CodingKeys: String, CodingKey {
        case location, schemas, properties, snapshots, refs
        case formatVersion = "format-version"
        case tableUUID = "table-uuid"
        case lastSequenceNumber = "last-sequence-number"
        case lastUpdatedMilliseconds = "last-updated-ms"
        case lastColumnID = "last-column-id"
        case currentSchemaID = "current-schema-id"
        case partitionSpecs = "partition-specs"
        case defaultSpecID = "default-spec-id"
        case lastPartitionID = "last-partition-id"
        case sortOrders = "sort-orders"
        case defaultSortOrderID = "default-sort-order-id"
        case currentSnapshotID = "current-snapshot-id"
        case snapshotLog = "snapshot-log"
        case metadataLog = "metadata-log"
    }

    /// Metadata of a table without files.
    init(
        uuid: String, name: String, location: String, schema: TableSchema, transform: PartitionTransform, now: Timestamp
    ) throws {
        tableUUID = uuid
        self.location = location
        lastSequenceNumber = 0
        lastUpdatedMilliseconds = now.milliseconds
        lastColumnID = schema.highestFieldID
        schemas = [schema]
        currentSchemaID = schema.id
        partitionSpecs = [PartitionSpec(transform)]
        lastPartitionID = transform == .none ? PartitionTransform.fieldID - 1 : PartitionTransform.fieldID
        properties = [
            "basin.dataset": name, "write.format.default": "parquet", "write.parquet.compression-codec": "zstd",
        ]
        snapshots = []
        snapshotLog = []
        metadataLog = []
        refs = [:]
        properties[NameMapping.property] = try MetadataJSON.text(NameMapping(schema))
    }

    /// The table's current schema. Nil only in metadata that was put together by hand.
    package var currentSchema: TableSchema? { schemas.first { $0.id == currentSchemaID } }

    package var currentSnapshot: Snapshot? { currentSnapshotID.flatMap { id in snapshots.last { $0.id == id } } }

    package var transform: PartitionTransform { partitionSpecs.first { $0.id == defaultSpecID }?.transform ?? .none }

    /// The retained snapshot that a publication made.
    package func snapshot(ofPublication id: String) -> Snapshot? { snapshots.last { $0.publicationID == id } }

    /// The metadata file's bytes: JSON, as the Iceberg REST catalog hands it out too.
    package func encoded() throws -> [UInt8] { try MetadataJSON.encode(self) }

    /// Reads a metadata file. `.damaged` when it is not JSON, misses something, contradicts itself or is not a table
    /// that Basin wrote.
    package init(decoding bytes: [UInt8]) throws {
        self = try MetadataJSON.decode(TableMetadata.self, from: bytes, "A table's metadata file")
        if let fault {
            throw BasinError(
                .damaged, "A table's metadata file is damaged: \(fault). Restore it, or publish the table again.")
        }
    }

    /// What contradicts itself; nil when nothing does. Everything later relies on it: no arithmetic on these numbers
    /// can overflow, and no file outside the table's folder can be named.
    private var fault: String? {
        if formatVersion != 2 { return "its format version is not 2" }
        let numbers = 0..<Int64.max
        if !numbers.contains(lastSequenceNumber) { return "last-sequence-number is out of range" }
        if currentSchema == nil { return "current-schema-id names no schema" }
        if Set(schemas.map(\.id)).count != schemas.count { return "two schemas have one id" }
        if partitionSpecs.count != 1 || partitionSpecs[0].fields.count > 1 || defaultSpecID != partitionSpecs[0].id {
            return "it is not partitioned as Basin partitions"
        }
        guard let folder = try? FileLocation.path(location) + "/metadata" else { return "location is no local folder" }
        if let id = currentSnapshotID, id != snapshots.last?.id {
            return "current-snapshot-id is not the last snapshot"
        }
        if currentSnapshotID == nil && !snapshots.isEmpty { return "it has snapshots and no current one" }
        for snapshot in snapshots {
            if !(0...lastSequenceNumber).contains(snapshot.sequenceNumber) {
                return "a sequence number is out of range"
            }
            if !Self.isFile(snapshot.manifestList, in: folder) { return "a manifest list is outside the table" }
        }
        if !metadataLog.allSatisfy({ Self.isFile($0.metadataFile, in: folder) }) {
            return "a former metadata file is outside the table"
        }
        return nil
    }

    private static func isFile(_ uri: String, in folder: String) -> Bool {
        guard let path = try? FileLocation.path(uri) else { return false }
        return DurableFile.folder(of: path) == folder
    }
}

extension Timestamp {
    /// Milliseconds since 1970, rounded down.
    var milliseconds: Int64 { microseconds.floorDivided(by: 1000) }
}
