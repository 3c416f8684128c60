import BasinCollection
import BasinCore
import BasinKeys
import BasinMetastore

/// A data folder with one event type to import into.
struct ImportSetup {
    let folder: DataFolder
    let metastore: Metastore
    let delivery: Delivery
    private let type: AppliedEventType

    init(type: AppliedEventType = DataFolder.songPlayed) throws {
        self.type = type
        folder = try DataFolder()
        metastore = try Metastore(path: folder.path + "/metastore.sqlite")
        try metastore.write { try $0.store(teams: [], types: [type]) }
        delivery = try Delivery(
            dataFolder: folder.path, metastore: metastore, keys: try folder.openKeys(), clock: folder.clock)
        delivery.use([type])
    }

    func run(
        _ text: String, format: ImportPlan.Format = .ndjson, timeField: String = "ts", idField: String? = nil,
        range: String? = nil, mapping: [String: String] = ["song": "title"], mayLack: Set<String> = [], pieceBytes: Int = 7
    ) async throws -> ImportOutcome {
        try await run(
            Array(text.utf8), format: format, timeField: timeField, idField: idField, range: range, mapping: mapping,
            mayLack: mayLack, pieceBytes: pieceBytes)
    }

    func run(
        _ bytes: [UInt8], format: ImportPlan.Format, timeField: String = "ts", idField: String? = nil,
        range: String? = nil, mapping: [String: String] = ["song": "title"], mayLack: Set<String> = [],
        pieceBytes: Int = 4096
    ) async throws -> ImportOutcome {
        let hours = range.map { $0.split(separator: " ").compactMap { Hour(String($0)) } }
        let importer = try Importer(
            plan: try ImportPlan(
                type: type, format: format, timeField: timeField, mapping: mapping, mayLack: mayLack, idField: idField,
                range: hours.map { $0[0]..<$0[1] }), delivery: delivery)
        for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
            try importer.append(Array(bytes[start..<min(bytes.count, start + pieceBytes)]))
        }
        return try await importer.finish()
    }

    func hours() throws -> [HourRecord] {
        try metastore.read { try $0.hours(typeID: 1, in: Hour(index: 0)..<Hour(index: 1_000_000)) }
    }
}
