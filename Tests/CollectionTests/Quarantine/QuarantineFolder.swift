import BasinCollection
import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore

/// Log, intake, delivery and quarantine on one data folder, with one event type that can be mended.
final class QuarantineFolder: Sendable {
    let folder: DataFolder
    let metastore: Metastore
    let keys: KeyStore
    let delivery: Delivery
    let log: EventLog
    let intake: EventIntake
    let quarantine: Quarantine

    /// Without `song_played`, where the type is to come later.
    init(knowsType: Bool = true, onStep: @escaping @Sendable (DeliveryStep) -> Void = { _ in }) throws {
        folder = try DataFolder()
        metastore = try Metastore(path: folder.path + "/metastore.sqlite")
        keys = try folder.openKeys()
        let types = knowsType ? [DataFolder.songPlayed] : []
        try metastore.write { try $0.store(teams: [], types: types) }
        let delivery = try Delivery(
            dataFolder: folder.path, metastore: metastore, keys: keys, clock: folder.clock, onStep: onStep)
        self.delivery = delivery
        delivery.use(types)
        let recovery = try LogRecovery.scan(
            folder: folder.path + "/log", notBefore: Timestamp(microseconds: 0), afterPosition: 0)
        log = EventLog(
            folder: folder.path + "/log", recovered: recovery, keys: SegmentKeys(keys), clock: folder.clock,
            onDurable: { delivery.receive($0) })
        intake = EventIntake(log: log, delivery: delivery, types: types, counters: IntakeCounters(),
            // Tests share few threads, and may be slow to take what comes.
            live: LiveFeed(patience: LivePatience(reader: .seconds(3600), condition: .seconds(60), round: .seconds(60))))
        quarantine = Quarantine(
            metastore: metastore, keys: keys, intake: intake, log: log, delivery: delivery, clock: folder.clock)
    }

    deinit { log.close() }

    /// `song_played` as from now on.
    func apply(_ type: AppliedEventType) throws {
        try metastore.write { try $0.store(teams: [], types: [type]) }
        delivery.use([type])
        intake.use([type], sources: [])
    }

    /// `song` need not be there any more.
    static var mended: AppliedEventType {
        var type = DataFolder.songPlayed
        for index in type.definition.fields.indices where type.definition.fields[index].name == "song" {
            type.definition.fields[index].isRequired = false
        }
        type.versions.append(EventSchema(version: 2, fields: type.definition.fields))
        return type
    }

    func send(_ events: [String]) async throws {
        let body = Array(("[" + events.joined(separator: ",") + "]").utf8)
        let batch = try body.withUnsafeBytes { try intake.receive($0, mode: .batch, isGzip: false) }
        try await intake.commit(batch)
    }

    func replay(_ code: RefusalCode? = nil) async throws -> ReplayOutcome {
        try await quarantine.replay(QuarantineFilter(typeID: 1, code: code))
    }

    /// Of every delivered event: id and time.
    func delivered() throws -> [String] {
        let files = try metastore.read { try $0.files(typeID: 1) }.map(\.path.sqlLiteral).joined(separator: ", ")
        guard !files.isEmpty else { return [] }
        var ids: [String] = []
        try DuckDB().connect().query(
            "SELECT _event_id || ' ' || _event_time FROM read_parquet([\(files)], union_by_name = true) ORDER BY 1"
        ).forEachChunk { chunk in
            for row in 0..<chunk.rowCount { ids.append(chunk.string(column: 0, row: row) ?? "") }
        }
        return ids.map { String($0.prefix { $0 != "+" }) }
    }

    func hour(_ hour: Hour) throws -> HourRecord? {
        try metastore.read { try $0.hour(typeID: 1, hour) }
    }
}
