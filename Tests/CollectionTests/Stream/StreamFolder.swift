import BasinCollection
import BasinCore
import BasinKeys
import BasinManagement
import BasinMetastore
import Foundation

/// One event type that is delivered and read in the order of receipt.
struct StreamFolder {
    let folder: DataFolder
    let metastore: Metastore
    let keys: KeyStore
    private(set) var delivery: Delivery
    private(set) var type = DataFolder.songPlayed
    var options = EventStream.Options()

    init() throws {
        folder = try DataFolder()
        metastore = try Metastore(path: folder.path + "/metastore.sqlite")
        keys = try folder.openKeys()
        delivery = try Delivery(dataFolder: folder.path, metastore: metastore, keys: keys, clock: folder.clock)
        try use(type)
    }

    var stream: EventStream { EventStream(metastore: metastore, options: options) }

    mutating func apply(_ type: AppliedEventType) throws {
        self.type = type
        try use(type)
    }

    private func use(_ type: AppliedEventType) throws {
        try metastore.write { try $0.store(teams: [], types: [type]) }
        delivery.use([type])
    }

    /// Another delivery on the same folder, as after a restart.
    mutating func restart() throws {
        delivery = try Delivery(dataFolder: folder.path, metastore: metastore, keys: keys, clock: folder.clock)
        delivery.use([type])
    }

    /// One record of the log, received now.
    func receive(_ position: UInt64, _ ids: Range<Int>, at time: Timestamp? = nil, data: String = #""song":"One""#) throws {
        let body = Array(("[" + ids.map { DataFolder.event($0, data) }.joined(separator: ",") + "]").utf8)
        let batch = try body.withUnsafeBytes {
            try IntakeParsers().parse(body: $0, mode: .batch, isGzip: false, catalog: IntakeCatalog([type]))
        }
        delivery.receive([
            LogFrame(position: position, receivedTime: time ?? folder.clock.now(), sections: batch.sections)
        ])
    }

    func deliver(
        _ position: UInt64, _ ids: Range<Int>, at time: Timestamp? = nil, data: String = #""song":"One""#
    ) async throws {
        try receive(position, ids, at: time, data: data)
        try await delivery.flush([1])
    }

    func seal() async {
        folder.move(by: .seconds(3600))
        _ = await delivery.seal(before: Hour(folder.clock.now()))
    }

    /// Brings in events of these ids that happened at this time.
    func importEvents(_ ids: Range<Int>, at time: Timestamp, replacing hours: Range<Hour>? = nil) async throws {
        let importer = try Importer(
            plan: try ImportPlan(
                type: type, format: .ndjson, timeField: "ts", mapping: ["song": "title"], idField: "n", source: "/import",
                range: hours, replaces: hours != nil, reason: "a test"), delivery: delivery)
        let lines = ids.map { "{\"title\":\"Imported\",\"n\":\"i\($0)\",\"ts\":\"\(time)\"}\n" }.joined()
        try importer.append(Array(lines.utf8))
        _ = try await importer.finish()
    }

    struct Entry: Decodable {
        struct Event: Decodable {
            var id: String
            var receivedtime: String
        }
        var cursor: String
        var event: Event
    }

    /// Every event that may be read now, from a cursor or from the beginning.
    func read(after cursor: String? = nil, limit: Int = .max) throws -> [Entry] {
        let stream = stream
        var position = try cursor.map { try stream.position(of: $0, type).position } ?? stream.beginning(of: type)
        var entries: [Entry] = []
        while entries.count < limit {
            let page = try stream.page(1, after: position, limit: limit - entries.count)
            guard page.events > 0 else { break }
            position = page.position
            entries += try Self.entries(page)
        }
        return entries
    }

    static func entries(_ page: StreamPage) throws -> [Entry] {
        try String(decoding: page.bytes, as: UTF8.self).split(separator: "\n").map {
            try JSONDecoder().decode(Entry.self, from: Data($0.utf8))
        }
    }

    func ids(after cursor: String? = nil) throws -> [String] { try read(after: cursor).map(\.event.id) }
}
