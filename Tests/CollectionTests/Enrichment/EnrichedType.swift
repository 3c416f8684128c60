import BasinCollection
import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore

/// A type of page views with every enrichment, and a data folder to deliver it into.
struct EnrichedType {
    let folder: DataFolder
    let metastore: Metastore
    let keys: KeyStore
    let delivery: Delivery
    let type: AppliedEventType
    let geo: GeoDatabase?

    /// - Parameters:
    ///   - ip: what the address says about a person, and so its place.
    ///   - derived: what every column that Basin fills in says.
    init(
        ip: Classification = .none, derived: Classification? = nil, geo: GeoDatabase? = nil, isPlain: Bool = false
    ) throws {
        type = Self.type(ip: ip, derived: derived, isPlain: isPlain)
        folder = try DataFolder()
        metastore = try Metastore(path: folder.path + "/metastore.sqlite")
        keys = try folder.openKeys()
        self.geo = geo
        let type = type
        try metastore.write { try $0.store(teams: [], types: [type]) }
        delivery = try Delivery(
            dataFolder: folder.path, metastore: metastore, keys: keys, clock: folder.clock, geo: geo)
        delivery.use([type])
    }

    static func type(
        ip: Classification = .none, derived: Classification? = nil, isPlain: Bool = false
    ) -> AppliedEventType {
        var address = Field(name: "ip", type: .string, isRequired: false, classification: ip)
        address.isTruncatedAddress = true
        var fields = [
            Field(
                name: "user_id", type: .string, isRequired: false, classification: .pseudonymous, isSubject: true),
            Field(name: "n", type: .int64, isRequired: false, classification: .none),
            Field(name: "user_agent", type: .string, isRequired: false, classification: .none),
            Field(name: "page_url", type: .string, isRequired: false, classification: .none),
            Field(name: "page_referrer", type: .string, isRequired: false, classification: .none),
            address,
            Field(name: "tags", type: .list(element: .string, elementID: 190), isRequired: false, classification: .none),
        ]
        if isPlain { fields[5].isTruncatedAddress = false }
        let sources: [Enrichment: [String]] = [
            .userAgent: ["user_agent"], .referrer: ["page_referrer", "page_url"], .campaign: ["page_url"], .geo: ["ip"],
        ]
        for value in DerivedValue.allCases where !isPlain {
            var field = Field(
                name: value.rawValue, type: value.type, isRequired: false,
                classification: derived ?? (value.enrichment == .geo ? ip : .none))
            field.derivation = Derivation(value, sources: sources[value.enrichment] ?? [])
            fields.append(field)
        }
        for index in fields.indices { fields[index].id = 101 + index }
        return AppliedEventType(
            id: 1, definition: EventType(name: "page_viewed", owner: "team", description: "", fields: fields),
            versions: [EventSchema(version: 1, fields: fields)], lastFieldID: 190, firstHour: Hour("2026-03-01T10")!)
    }

    static func event(_ id: Int, _ data: String, more: String = "") -> String {
        #"{"specversion":"1.0","id":"\#(id)","source":"/test","type":"page_viewed"\#(more),"data":{\#(data)}}"#
    }

    func batch(_ events: [String]) throws -> IntakeBatch {
        let body = Array(("[" + events.joined(separator: ",") + "]").utf8)
        return try body.withUnsafeBytes {
            try IntakeParsers().parse(
                body: $0, mode: .batch, isGzip: false, catalog: IntakeCatalog([type]),
                limits: IntakeLimits(bodyByteCount: 64 << 20, eventCount: 100_000))
        }
    }

    /// Through intake and delivery.
    @discardableResult
    func deliver(_ events: [String], position: UInt64 = 1) async throws -> IntakeBatch {
        let batch = try batch(events)
        delivery.receive([LogFrame(position: position, receivedTime: folder.clock.now(), sections: batch.sections)])
        try await delivery.flush([1])
        return batch
    }

    func rows(_ sql: String) throws -> [[String?]] { try Self.rows(sql, in: metastore) }

    static func rows(_ sql: String, in metastore: Metastore) throws -> [[String?]] {
        let files = try metastore.read { try $0.files(typeID: 1) }.map(\.path.sqlLiteral).joined(separator: ", ")
        guard !files.isEmpty else { return [] }
        let connection = try DuckDB().connect()
        try connection.execute("SET TimeZone = 'UTC'")
        try connection.execute("CREATE VIEW t AS FROM read_parquet([\(files)])")
        var rows: [[String?]] = []
        let result = try connection.query("SELECT COLUMNS(*)::VARCHAR FROM (\(sql))")
        let width = result.columnNames.count
        try result.forEachChunk { chunk in
            for row in 0..<chunk.rowCount { rows.append((0..<width).map { chunk.string(column: $0, row: row) }) }
        }
        return rows
    }

    func ledger() throws -> LedgerCounts { try metastore.read { try $0.totals() }[1]?.counts ?? LedgerCounts() }
}
