import BasinCollection
import BasinCore
import BasinEngines
import BasinKeys
import BasinMetastore
import Foundation
import Testing

@Suite struct ImporterTests {
    private struct Setup {
        let folder: DataFolder
        let metastore: Metastore
        let delivery: Delivery

        init() throws {
            folder = try DataFolder()
            metastore = try Metastore(path: folder.path + "/metastore.sqlite")
            try metastore.write { try $0.store(teams: [], types: [DataFolder.songPlayed]) }
            delivery = try Delivery(
                dataFolder: folder.path, metastore: metastore, keys: try folder.openKeys(), clock: folder.clock)
            delivery.use([DataFolder.songPlayed])
        }

        func run(
            _ text: String, format: ImportPlan.Format = .ndjson, range: String? = nil, replaces: Bool = false,
            mapping: [String: String] = ["song": "title"], pieceBytes: Int = 7
        ) async throws -> ImportOutcome {
            let hours = range.map { $0.split(separator: " ").compactMap { Hour(String($0)) } }
            let importer = try Importer(
                plan: try ImportPlan(
                    type: DataFolder.songPlayed, format: format, timeField: "ts", mapping: mapping,
                    range: hours.map { $0[0]..<$0[1] }, replaces: replaces), delivery: delivery)
            let bytes = Array(text.utf8)
            for start in stride(from: 0, to: bytes.count, by: pieceBytes) {
                try importer.append(Array(bytes[start..<min(bytes.count, start + pieceBytes)]))
            }
            return try await importer.finish()
        }

        func hours() throws -> [HourRecord] {
            try metastore.read { try $0.hours(typeID: 1, in: Hour(index: 0)..<Hour(index: 1_000_000)) }
        }
    }

    private static let records = """
        {"ts":1541253906000,"title":"One","user_id":"53"}
        {"ts":"2018-11-03T14:30:00Z","title":"Two","user_id":""}
        {"ts":1541261106000.0,"title":"Three"}

        """

    @Test("A file that is imported twice adds nothing, whatever the wall clock says")
    func twice() async throws {
        let setup = try Setup()
        let first = try await setup.run(Self.records, range: "2018-11-03T00 2018-11-04T00")
        #expect(first.counts == LedgerCounts(received: 3, delivered: 3))
        #expect(first.hoursWithNewRows == 2 && first.sealedHours == 24)
        setup.folder.move(by: .seconds(86400 * 400))
        let second = try await setup.run(Self.records, range: "2018-11-03T00 2018-11-04T00")
        #expect(second.counts == LedgerCounts(received: 3, duplicate: 3))
        #expect(second.hoursWithNewRows == 0 && second.sealedHours == 0)
        #expect(try setup.hours().allSatisfy { $0.revision == 1 && $0.sealedAt != nil })
    }

    @Test("New rows in a sealed hour make its next revision")
    func correction() async throws {
        let setup = try Setup()
        _ = try await setup.run(Self.records, range: "2018-11-03T00 2018-11-04T00")
        _ = try await setup.run(#"{"ts":1541253907000,"title":"Late"}"#)
        let hours = try setup.hours().filter { $0.counts.delivered > 0 }
        #expect(hours.map(\.revision) == [2, 1])
        #expect(hours.map(\.counts.delivered) == [3, 1])
    }

    @Test("Replacing leaves nothing of what was, and empties hours that the new file has nothing for")
    func replacement() async throws {
        let setup = try Setup()
        _ = try await setup.run(Self.records, range: "2018-11-03T00 2018-11-04T00")
        let outcome = try await setup.run(
            #"{"ts":1541253906000,"name":"Right"}"#, range: "2018-11-03T00 2018-11-04T00", replaces: true,
            mapping: ["song": "name"])
        #expect(outcome.replaced == 3 && outcome.counts == LedgerCounts(received: 1, delivered: 1))
        let files = try setup.metastore.read { try $0.files(typeID: 1, sealedOnly: true) }
        #expect(files.map(\.rows) == [1])
        #expect(try setup.hours().reduce(0) { $0 + $1.counts.delivered } == 1)
        #expect(try setup.hours().allSatisfy { $0.revision == 2 })
    }

    @Test("Bad records are refused by number and quarantined; the others are imported")
    func refusals() async throws {
        let setup = try Setup()
        let outcome = try await setup.run(
            """
            {"ts":1541253906000,"title":"One"}
            not json
            {"ts":"yesterday","title":"Two"}
            {"ts":1541253906000}
            """)
        #expect(outcome.counts == LedgerCounts(received: 4, delivered: 1, quarantined: 3))
        #expect(outcome.refusals.map(\.index) == [1, 2, 3])
        #expect(try setup.metastore.read { try $0.files(typeID: 1, kind: .quarantine) }.map(\.rows) == [3])
    }

    @Test("CSV with quotes, empty cells and Windows line ends")
    func csv() async throws {
        let setup = try Setup()
        let outcome = try await setup.run(
            "ts,title,user_id,seconds\r\n1541253906000,\"One, \"\"quoted\"\"\",53,1.5\r\n1541253907000,2,,\r\n", format: .csv)
        #expect(outcome.counts == LedgerCounts(received: 2, delivered: 2))
        let file = try #require(try setup.metastore.read { try $0.files(typeID: 1) }.first)
        let result = try DuckDB().connect().query(
            "SELECT string_agg(song || '/' || coalesce(seconds::VARCHAR, '-'), ';' ORDER BY _event_time) FROM read_parquet(\(file.path.sqlLiteral))")
        try result.forEachChunk { chunk in #expect(chunk.string(column: 0, row: 0) == "One, \"quoted\"/1.5;2/-") }
    }

    @Test("CloudEvents keep their identities, so that what was delivered live is not imported again")
    func cloudEvents() async throws {
        let setup = try Setup()
        let now = setup.folder.clock.now()
        setup.delivery.receive([
            LogFrame(position: 1, receivedTime: now, sections: try DataFolder.batch([DataFolder.event(1)]).sections)
        ])
        try await setup.delivery.flush([1])
        let lines = (1...2).map {
            #"{"specversion":"1.0","id":"\#($0)","source":"/test","type":"song_played","time":"\#(now)","data":{"song":"One"}}"#
        }
        let outcome = try await setup.run(lines.joined(separator: "\n"), format: .cloudevents, mapping: [:])
        #expect(outcome.counts == LedgerCounts(received: 2, delivered: 1, duplicate: 1))
        // And the other way round.
        setup.delivery.receive([
            LogFrame(position: 2, receivedTime: now, sections: try DataFolder.batch([DataFolder.event(2)]).sections)
        ])
        try await setup.delivery.flush([1])
        #expect(try setup.metastore.read { try $0.totals() }[1]?.counts.delivered == 2)
    }

    @Test("A replacement with a record outside of its range changes nothing")
    func outside() async throws {
        let setup = try Setup()
        await #expect(throws: BasinError.self) {
            try await setup.run(Self.records, range: "2018-11-03T14 2018-11-03T15", replaces: true)
        }
        #expect(try setup.hours().isEmpty)
    }
}
