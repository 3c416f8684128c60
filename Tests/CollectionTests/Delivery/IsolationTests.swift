import BasinCollection
import BasinCore
import BasinKeys
import BasinMetastore
import Foundation
import Testing

/// Two types on one delivery, of which one cannot be delivered: its folder is a file.
@Suite struct IsolationTests {
    private struct Setup {
        let folder: DataFolder
        let metastore: Metastore
        let keys: KeyStore
        var options = Delivery.Options()

        static func type(_ id: UInt32, _ name: String, tier: Tier = .normal) -> AppliedEventType {
            var type = DataFolder.songPlayed
            type.id = id
            type.definition.name = name
            type.definition.tier = tier
            return type
        }

        static let types = [type(1, "stuck_type", tier: .high), type(2, "good_type"), type(3, "low_type", tier: .low)]

        init() throws {
            folder = try DataFolder()
            metastore = try Metastore(path: folder.path + "/metastore.sqlite")
            keys = try folder.openKeys()
            try metastore.write { try $0.store(teams: [], types: Self.types) }
            options.sideAge = .seconds(60)
            try FileManager.default.createDirectory(
                atPath: folder.path + "/warehouse/basin", withIntermediateDirectories: true)
            try Data().write(to: URL(fileURLWithPath: stuckFolder))
        }

        var stuckFolder: String { folder.path + "/warehouse/basin/stuck_type" }
        func mend() throws { try FileManager.default.removeItem(atPath: stuckFolder) }

        func open() throws -> Delivery {
            let delivery = try Delivery(
                dataFolder: folder.path, metastore: metastore, keys: keys, clock: folder.clock, options: options)
            delivery.use(Self.types)
            return delivery
        }

        func frame(_ position: UInt64, _ name: String, bytes: Int = 3) throws -> LogFrame {
            let text = #"{"specversion":"1.0","id":"\#(position)","source":"/t","type":"\#(name)","data":{"song":"\#(String(repeating: "x", count: bytes))"}}"#
            let body = Array(("[" + text + "]").utf8)
            let batch = try body.withUnsafeBytes {
                try IntakeParsers().parse(body: $0, mode: .batch, isGzip: false, catalog: IntakeCatalog(Self.types))
            }
            return LogFrame(position: position, receivedTime: folder.clock.now(), sections: batch.sections)
        }

        func rows(_ typeID: UInt32) throws -> Int {
            try metastore.read { try $0.files(typeID: typeID) }.reduce(0) { $0 + $1.rows }
        }

        /// As often as it takes until nobody doubts that the type is stuck.
        func fail(_ delivery: Delivery) async {
            for _ in 0..<3 { try? await delivery.flush([1]) }
        }
    }

    @Test("COL-11: what cannot be delivered leaves the log, waits beside it, and is delivered in order when it can be")
    func spills() async throws {
        let setup = try Setup()
        let delivery = try setup.open()
        delivery.receive([try setup.frame(1, "stuck_type"), try setup.frame(2, "good_type")])
        await setup.fail(delivery)
        try await delivery.flush([2])
        #expect(try setup.rows(2) == 1)
        #expect(try await delivery.safePosition() == 0, "the log must still hold the stuck record")
        await delivery.spillStuck()
        #expect(delivery.sideBytes == 0, "too young to be moved")

        setup.folder.move(by: .seconds(61))
        await delivery.spillStuck()
        #expect(delivery.sideBytes > 0)
        #expect(try await delivery.safePosition() == 2, "the log's room is freed")
        #expect(delivery.pendingRows() == [1: 1])
        delivery.receive([try setup.frame(3, "stuck_type")])
        #expect(delivery.pendingRows() == [1: 2])

        try setup.mend()
        try await delivery.flush([1])
        #expect(try setup.rows(1) == 2)
        #expect(delivery.sideBytes == 0 && delivery.pendingRows().isEmpty)
    }

    @Test("COL-11: side segments are found by the next start, once, whatever the log still holds")
    func recovers() async throws {
        let setup = try Setup()
        let first = try setup.open()
        let frames = try (1...3).map { try setup.frame($0, "stuck_type") }
        first.receive(frames)
        await setup.fail(first)
        setup.folder.move(by: .seconds(61))
        await first.spillStuck()

        try setup.mend()
        let second = try setup.open()
        let sides = try second.recoverSides(delivered: [:])
        #expect(sides.through == [1: 3] && sides.problems.isEmpty && sides.numbers.count == 1)
        for frame in frames + [try setup.frame(4, "stuck_type")] { second.recover(frame, delivered: sides.through) }
        #expect(second.pendingRows() == [1: 4])
        try await second.flush([1])
        #expect(try setup.rows(1) == 4)
        #expect(try setup.metastore.read { try $0.totals() }[1]?.counts == LedgerCounts(received: 4, delivered: 4))

        let third = try setup.open()
        #expect(try third.recoverSides(delivered: [1: 4]).numbers.isEmpty)
        #expect(try setup.keys.segmentsWithKeys().isEmpty, "a delivered side segment's key is destroyed")
    }

    @Test("COL-10, COL-12: a type may take half of the backlog; beyond, it is refused alone; low tiers yield first")
    func shares() throws {
        var setup = try Setup()
        setup.options.backlogBytes = 100_000
        let delivery = try setup.open()
        func refused() -> [UInt32] { [1, 2, 3, 0].filter { delivery.refusal(of: [$0]) != nil } }
        #expect(refused() == [])
        delivery.receive([try setup.frame(1, "stuck_type", bytes: 55_000)])
        #expect(refused() == [1])
        delivery.receive([try setup.frame(2, "good_type", bytes: 10_000)])
        #expect(refused() == [1, 3, 0])
        delivery.receive([try setup.frame(3, "good_type", bytes: 20_000)])
        #expect(refused() == [1, 2, 3, 0])
        #expect(delivery.refusal(of: [2, 1]) != nil && !delivery.isBehind)
    }

    @Test("COL-10: a type with much to deliver takes turns with the others")
    func turns() async throws {
        var setup = try Setup()
        setup.options.flushBytes = 1
        try setup.mend()
        let delivery = try setup.open()
        delivery.receive(try (1...40).map { try setup.frame($0, "stuck_type") })
        delivery.receive([try setup.frame(41, "good_type")])
        await delivery.flushDue()
        let files = try [UInt32(1), 2].map { id in try setup.metastore.read { try $0.files(typeID: id) } }
        #expect(files[1].map(\.rows) == [1])
        #expect(files[0].allSatisfy { $0.rows == 1 }, "a piece at a time")
    }
}
