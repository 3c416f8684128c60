import BasinCollection
import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore
import Foundation
import Testing

@Suite struct DeliveryTests {
    private struct Setup {
        let folder: DataFolder
        let metastore: Metastore
        let keys: KeyStore
        let delivery: Delivery

        init(_ options: Delivery.Options = Delivery.Options()) throws {
            folder = try DataFolder()
            metastore = try Metastore(path: folder.path + "/metastore.sqlite")
            keys = try folder.openKeys()
            try metastore.write { try $0.store(teams: [], types: [DataFolder.songPlayed]) }
            delivery = try Delivery(dataFolder: folder.path, metastore: metastore, keys: keys, clock: folder.clock, options: options)
            delivery.use([DataFolder.songPlayed])
        }

        /// Another delivery on the same folder, as after a restart.
        func restarted() throws -> Delivery {
            let again = try Delivery(dataFolder: folder.path, metastore: metastore, keys: keys, clock: folder.clock)
            again.use([DataFolder.songPlayed])
            return again
        }

        func frame(_ position: UInt64, _ events: [String]) throws -> LogFrame {
            LogFrame(
                position: position, receivedTime: folder.clock.now(), sections: try DataFolder.batch(events).sections)
        }

        func rows(_ sql: String) throws -> [[String?]] {
            let files = try metastore.read { try $0.files(typeID: 1) }.map(\.path.sqlLiteral).joined(separator: ", ")
            guard !files.isEmpty else { return [] }
            let connection = try DuckDB().connect()
            try connection.execute("CREATE VIEW t AS FROM read_parquet([\(files)])")
            var rows: [[String?]] = []
            let result = try connection.query("SELECT COLUMNS(*)::VARCHAR FROM (\(sql))")
            let width = result.columnNames.count
            try result.forEachChunk { chunk in
                for row in 0..<chunk.rowCount { rows.append((0..<width).map { chunk.string(column: $0, row: row) }) }
            }
            return rows
        }

        func ledger() throws -> LedgerCounts {
            try metastore.read { try $0.totals() }[1]?.counts ?? LedgerCounts()
        }
    }

    @Test("Every kind of value comes out as it went in; what is absent is null")
    func values() async throws {
        let setup = try Setup()
        let events = [
            DataFolder.event(
                1, #""song":"Ünï \"quoted\" and longer than twelve","seconds":1.5,"tags":["a",null,"a long tag, very long"],"place":{"city":"Malmö","floor":-3},"price":"12.30""#),
            DataFolder.event(2, #""song":"","tags":[],"place":{}"#),
        ]
        setup.delivery.receive([try setup.frame(1, events)])
        try await setup.delivery.flush([1])
        let rows = try setup.rows(
            "SELECT song, seconds, tags, place.city, place.floor, price, _schema_version FROM t ORDER BY _event_id")
        #expect(rows == [
            ["Ünï \"quoted\" and longer than twelve", "1.5", "[a, NULL, 'a long tag, very long']", "Malmö", "-3", "12.30", "1"],
            ["", nil, "[]", nil, nil, nil, "1"],
        ])
    }

    @Test("A sealed hour larger than the target is several files of about the target, and holds the same rows", arguments: [1, 20, 1 << 20])
    func targetSize(kilobytes: Int) async throws {
        var options = Delivery.Options()
        options.targetFileBytes = kilobytes << 10
        let setup = try Setup(options)
        for number in 0..<24 {
            let events = (number * 50..<number * 50 + 50).map { DataFolder.event($0, #""song":"\#(UUID().uuidString)""#) }
            setup.delivery.receive([try setup.frame(UInt64(number + 1), events)])
            try await setup.delivery.flush([1])
        }
        let before = try setup.metastore.read { try $0.files(typeID: 1) }
        let total = before.reduce(0) { $0 + $1.bytes }
        #expect(before.count == 24)
        setup.folder.move(by: .seconds(3600))
        _ = await setup.delivery.seal(before: Hour(setup.folder.clock.now()))
        let files = try setup.metastore.read { try $0.files(typeID: 1, sealedOnly: true) }
        #expect(files.reduce(0) { $0 + $1.rows } == 1200)
        #expect(try setup.rows("SELECT count(*), count(DISTINCT _event_id) FROM t") == [["1200", "1200"]])
        switch kilobytes {
        // Every file is larger than that, and none is split.
        case 1: #expect(files == before)
        case 20:
            let expected = (total + (10 << 10)) / (20 << 10)
            #expect(expected > 1 && files.count == expected, "\(total) bytes became \(files.map(\.bytes))")
            #expect(files.allSatisfy { $0.bytes < 30 << 10 })
        default: #expect(files.count == 1)
        }
    }

    @Test("An identity appears once: within a batch, across batches, after a restart, after the log is read again")
    func onceOnly() async throws {
        let setup = try Setup()
        setup.delivery.receive([try setup.frame(1, [1, 2, 2, 3].map { DataFolder.event($0) })])
        try await setup.delivery.flush([1])
        setup.delivery.receive([try setup.frame(2, [3, 4].map { DataFolder.event($0) })])
        try await setup.delivery.flush([1])
        let again = try setup.restarted()
        let delivered = Dictionary(uniqueKeysWithValues: try setup.metastore.read { try $0.deliveries() }.map { ($0.typeID, $0.position) })
        again.recover(try setup.frame(2, [3, 4].map { DataFolder.event($0) }), delivered: delivered)
        again.recover(try setup.frame(3, [4, 5].map { DataFolder.event($0) }), delivered: delivered)
        try await again.flush([1])
        #expect(try setup.rows("SELECT count(*), count(DISTINCT _event_id) FROM t") == [["5", "5"]])
        #expect(try setup.ledger() == LedgerCounts(received: 8, delivered: 5, duplicate: 3))
    }

    @Test("A subject gets one pseudonym everywhere, and neither its id nor a personal value is in a file")
    func sealedValues() async throws {
        let setup = try Setup()
        setup.delivery.receive([
            try setup.frame(1, [
                DataFolder.event(1, #""song":"a","user_id":"MARKED-53","first_name":"MARKED-Kim""#),
                DataFolder.event(2, #""song":"b","user_id":"MARKED-53""#),
                DataFolder.event(3, #""song":"c","user_id":"","first_name":"MARKED-Lou""#),
            ])
        ])
        try await setup.delivery.flush([1])
        let rows = try setup.rows("SELECT user_id FROM t ORDER BY _event_id")
        let pseudonym = try #require(try setup.keys.pseudonym(of: "MARKED-53"))
        #expect(rows == [[pseudonym], [pseudonym], [nil]])
        #expect(try setup.rows("SELECT count(first_name), count(*) FILTER (WHERE first_name::VARCHAR LIKE '%MARKED%') FROM t") == [["2", "0"]])
    }

    @Test("Refused events are charged to the hour, and the ledger balances")
    func quarantine() async throws {
        let setup = try Setup()
        setup.delivery.receive([try setup.frame(1, [DataFolder.event(1), DataFolder.event(2, #""song":5"#), DataFolder.event(3, "")])])
        try await setup.delivery.flush([1])
        #expect(try setup.ledger() == LedgerCounts(received: 3, delivered: 1, quarantined: 2))
        #expect(try setup.metastore.read { try $0.files(typeID: 1, kind: .quarantine) }.map(\.rows) == [2])
    }

    @Test("An hour that is over is sealed as one file whose rows are its ledger's; empty hours are sealed too")
    func seals() async throws {
        let setup = try Setup()
        for position in 1...3 {
            setup.delivery.receive([try setup.frame(UInt64(position), [DataFolder.event(position)])])
            try await setup.delivery.flush([1])
        }
        let hour = Hour(setup.folder.clock.now())
        #expect(try setup.metastore.read { try $0.files(typeID: 1) }.count == 3)
        setup.folder.move(by: .seconds(3 * 3600))
        let changed = await setup.delivery.seal(before: Hour(index: hour.index + 3))
        #expect(changed == [1])
        let sealed = try #require(try setup.metastore.read { try $0.hour(typeID: 1, hour) })
        #expect(sealed.sealedAt != nil && sealed.revision == 1 && sealed.counts.delivered == 3)
        #expect(try setup.metastore.read { try $0.files(typeID: 1, sealedOnly: true) }.map(\.rows) == [3])
        #expect(try setup.metastore.read { try $0.deliveries() }.first { $0.typeID == 1 }?.sealedBefore == Hour(index: hour.index + 3))
        // Again is nothing.
        #expect(await setup.delivery.seal(before: Hour(index: hour.index + 3)).isEmpty)
    }

    @Test("An hour whose file is gone stays open, says why, and later hours of other types are not held back")
    func lostFile() async throws {
        let setup = try Setup()
        setup.delivery.receive([try setup.frame(1, [DataFolder.event(1)])])
        try await setup.delivery.flush([1])
        let file = try #require(try setup.metastore.read { try $0.files(typeID: 1) }.first)
        try FileManager.default.removeItem(atPath: file.path)
        #expect(await setup.delivery.seal(before: file.hour.next).isEmpty)
        let hour = try #require(try setup.metastore.read { try $0.hour(typeID: 1, file.hour) })
        #expect(hour.sealedAt == nil && hour.problem != nil)
    }

    @Test("A flush that fails leaves nothing behind and is whole the next time")
    func failedFlush() async throws {
        let setup = try Setup()
        setup.delivery.receive([try setup.frame(1, [DataFolder.event(1)])])
        let blocker = setup.folder.path + "/warehouse"
        try Data().write(to: URL(fileURLWithPath: blocker))
        await #expect(throws: (any Error).self) { try await setup.delivery.flush([1]) }
        #expect(setup.delivery.currentProblems()[1] != nil)
        #expect(try setup.ledger() == LedgerCounts())
        #expect(try await setup.delivery.safePosition() == 0)
        try FileManager.default.removeItem(atPath: blocker)
        try await setup.delivery.flush([1])
        #expect(try setup.ledger() == LedgerCounts(received: 1, delivered: 1))
        #expect(try await setup.delivery.safePosition() == 1)
    }

    @Test("Participants are part of the transaction: when one refuses, nothing is published")
    func participants() async throws {
        let setup = try Setup()
        let refusing = try Delivery(
            dataFolder: setup.folder.path, metastore: setup.metastore, keys: setup.keys, clock: setup.folder.clock,
            participants: [{ _, _ in throw BasinError(.conflict, "No.") }])
        refusing.use([DataFolder.songPlayed])
        refusing.receive([try setup.frame(1, [DataFolder.event(1)])])
        await #expect(throws: BasinError.self) { try await refusing.flush([1]) }
        #expect(try setup.ledger() == LedgerCounts())
        #expect(try setup.metastore.read { try $0.files(typeID: 1) }.isEmpty)
    }

    @Test("What waits keeps its look-back, however far the clock went on before it is delivered (COL-18)")
    func lookBackOfWhatWaits() async throws {
        let setup = try Setup()
        setup.delivery.receive([try setup.frame(1, [DataFolder.event(1)])])
        try await setup.delivery.flush([1])
        setup.folder.move(by: .seconds(86_400))
        setup.delivery.receive([try setup.frame(2, [DataFolder.event(2)])])
        let again = try setup.frame(3, [DataFolder.event(1)])
        // As when the server stood still, or its clock is wrong for a while.
        setup.folder.move(by: .seconds(40 * 86_400))
        try await setup.delivery.flush([1])
        setup.delivery.receive([again])
        try await setup.delivery.flush([1])
        #expect(try setup.rows("SELECT count(*), count(DISTINCT _event_id) FROM t") == [["2", "2"]])
        #expect(try setup.ledger() == LedgerCounts(received: 3, delivered: 2, duplicate: 1))
    }

    @Test("A record that comes back after its hour was sealed is received in the first open hour (COL-14)")
    func comesBackLate() async throws {
        let setup = try Setup()
        setup.delivery.receive([try setup.frame(1, [DataFolder.event(1)])])
        // Its sync failed, so it was not handed over; a restart finds it all the same.
        let lost = try setup.frame(2, [DataFolder.event(1), DataFolder.event(2)])
        let hour = Hour(lost.receivedTime)
        #expect(await setup.delivery.seal(before: hour.next) == [1])
        let sealed = try #require(try setup.metastore.read { try $0.hour(typeID: 1, hour) })
        let again = try setup.restarted()
        again.recover(lost, delivered: [1: 1])
        try await again.flush([1])
        let (before, after) = try setup.metastore.read { (try $0.hour(typeID: 1, hour), try $0.hour(typeID: 1, hour.next)) }
        #expect(before?.counts == sealed.counts && before?.revision == 1)
        #expect(after?.counts == LedgerCounts(received: 2, delivered: 1, duplicate: 1))
        #expect(try setup.metastore.read { try $0.files(typeID: 1) }.map(\.hour) == [hour, hour.next])
        #expect(await again.seal(before: Hour(index: hour.index + 2)) == [1])
    }
}
