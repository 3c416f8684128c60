import BasinCore
import BasinWarehouse
import Foundation

/// A table under test: commits one change after the other, as a catalog would.
struct TableSteps {
    let folder: TemporaryFolder
    private let tableFolder: String
    var version: TableVersion
    var now = Timestamp(rfc3339: "2026-03-01T12:00:00Z")!
    private var count: Int64 = 0

    static let columns = EventSchema(
        version: 1, fields: [Field(name: "title", type: .string, id: 101, classification: .none)]
    ).columns

    init(
        _ transform: PartitionTransform = .hour, columns: [Column] = TableSteps.columns,
        folderName: String = "warehouse",
        inMemory: Bool = false
    ) throws {
        folder = try TemporaryFolder(inMemory: inMemory)
        tableFolder = folder.path + "/" + folderName + "/events/song_played"
        version = try IcebergTable.create(
            location: tableFolder, name: "song_played",
            columns: columns, schemaVersion: 1, transform: transform, uuid: UUID().uuidString, now: now)
    }

    var table: IcebergTable {
        get throws { try IcebergTable.load(metadataLocation: version.metadataLocation) }
    }

    var dataFolder: String { tableFolder + "/data" }
    var metadataFolder: String { tableFolder + "/metadata" }

    func file(_ name: String, _ partition: Int32?, rows: Int64 = 10, bytes: Int64 = 1000) -> DataFile {
        DataFile(path: dataFolder + "/" + name, partition: partition, recordCount: rows, byteCount: bytes)
    }

    @discardableResult
    mutating func commit(_ change: TableChange) throws -> TableVersion {
        count += 1
        version = try table.commit(change, now: now, snapshotID: 1000 + count, uuid: UUID().uuidString)
        now = now + .seconds(1)
        return version
    }

    @discardableResult
    mutating func commit(
        _ id: String, add: [DataFile] = [], remove: Set<String> = [], schema: TableChange.Schema? = nil
    ) throws -> TableVersion {
        try commit(TableChange(publicationID: id, schema: schema, added: add, removedPaths: remove))
    }

    func paths() throws -> [String] { try table.files().map(\.path).sorted() }

    /// The metadata file as any JSON reader sees it.
    func json() throws -> [String: Any] {
        let data = try Data(contentsOf: URL(fileURLWithPath: String(version.metadataLocation.dropFirst(7))))
        return try JSONSerialization.jsonObject(with: data) as? [String: Any] ?? [:]
    }
}
