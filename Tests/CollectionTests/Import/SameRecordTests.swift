import BasinCollection
import BasinCore
import BasinEngines
import BasinMetastore
import Foundation
import Testing

/// The same data in another format is not imported again.
struct SameRecordTests {
    @Test("Records that say the same are one, however they say it", arguments: [
        (#"{"ts":1541253906000,"title":"One"}"#, #"{"title":"One","ts":"2018-11-03T14:05:06Z"}"#),
        (#"{"ts":1541253906000,"title":"One","seconds":1}"#, #"{"ts":1541253906000,"title":"One","seconds":1.0}"#),
        (#"{"ts":1541253906000,"title":"One","user_id":null}"#, #"{"ts":1541253906000,"title":"One"}"#),
        (#"{"ts":1541253906000,"title":"One","user_id":""}"#, #"{"ts":1541253906000,"title":"One"}"#),
        (#"{"ts":1541253906000,"title":"One","else":7}"#, #"{"ts":1541253906000,"title":"One","else":"7"}"#),
    ])
    func same(_ first: String, _ second: String) async throws {
        let setup = try ImportSetup()
        #expect(try await setup.run(first).counts.delivered == 1)
        #expect(try await setup.run(second).counts == LedgerCounts(received: 1, duplicate: 1))
    }

    @Test("Records that differ are two", arguments: [
        (#"{"ts":1541253906000,"title":"One"}"#, #"{"ts":1541253906001,"title":"One"}"#),
        (#"{"ts":1541253906000,"title":"One","seconds":1}"#, #"{"ts":1541253906000,"title":"One","seconds":1.5}"#),
        (#"{"ts":1541253906000,"title":"One","a":"b"}"#, #"{"ts":1541253906000,"title":"One","b":"a"}"#),
        (#"{"ts":1541253906000,"title":"One","a":[]}"#, #"{"ts":1541253906000,"title":"One","a":[null]}"#),
    ])
    func other(_ first: String, _ second: String) async throws {
        let setup = try ImportSetup()
        #expect(try await setup.run(first).counts.delivered == 1)
        #expect(try await setup.run(second).counts.delivered == 1)
    }

    @Test("NDJSON, CSV, Parquet and gzip of one file hold the same records")
    func formats() async throws {
        let setup = try ImportSetup()
        let ndjson = """
            {"ts":1541253906000,"title":"One","user_id":"53","seconds":1,"else":1,"loud":true}
            {"ts":1541253907000,"title":"Two","user_id":"","seconds":2.5,"else":null,"loud":false}

            """
        #expect(try await setup.run(ndjson).counts.delivered == 2)
        let csv = "\u{FEFF}title,ts,user_id,seconds,else,loud\r\nOne,1541253906000,53,1.0,1,true\r\nTwo,1541253907000,,2.50,,false\r\n"
        #expect(try await setup.run(csv, format: .csv).counts == LedgerCounts(received: 2, duplicate: 2))
        let path = setup.folder.path + "/log.parquet"
        try DuckDB().connect().execute(
            """
            COPY (SELECT make_timestamp(ms * 1000) AS ts, * EXCLUDE (ms) FROM (VALUES
                (1541253906000, 'One', '53', 1.0::DOUBLE, 1, true), (1541253907000, 'Two', NULL, 2.5, NULL, false))
                t(ms, title, user_id, seconds, "else", loud)) TO \(path.sqlLiteral) (FORMAT parquet)
            """)
        let parquet = try [UInt8](Data(contentsOf: URL(fileURLWithPath: path)))
        #expect(try await setup.run(parquet, format: .parquet).counts == LedgerCounts(received: 2, duplicate: 2))
        #expect(try await setup.run(try IntakeParserTests.gzip(parquet), format: .parquet).counts == LedgerCounts(received: 2, duplicate: 2))
        #expect(try await setup.run(try IntakeParserTests.gzip(Array(csv.utf8)), format: .csv).counts == LedgerCounts(received: 2, duplicate: 2))
    }

    @Test("Bools of CSV are bools in either case", arguments: ["TRUE", "True", "true"])
    func bools(_ text: String) async throws {
        let type = AppliedEventType(
            id: 1,
            definition: EventType(name: "song_played", owner: "team-listening", description: "A song ended.", fields: [Self.loud]),
            versions: [EventSchema(version: 1, fields: [Self.loud])], lastFieldID: 101, firstHour: Hour("2026-03-01T10")!)
        let setup = try ImportSetup(type: type)
        let outcome = try await setup.run("ts,loud\n1541253906000,\(text)\n", format: .csv, mapping: [:])
        #expect(outcome.counts.delivered == 1)
    }

    private static let loud = Field(name: "loud", type: .bool, id: 101, classification: .none)
}
