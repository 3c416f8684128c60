import BasinCollection
import BasinCore
import Testing

@Suite struct RecordReaderTests {
    /// The hash is not SHA-256: crypto lives elsewhere.
    static func plan(idField: String? = nil, mapping: [String: String] = ["user_id": "userId"]) throws -> RecordPlan {
        try RecordPlan(
            type: IntakeFixture.type([
                IntakeFixture.field(.string, "user_id", isRequired: false, isSubject: true),
                IntakeFixture.field(.timestamp, "ts", acceptsEpochMilliseconds: true),
                IntakeFixture.field(.int32, "status", isRequired: false),
            ]), mapping: mapping, timeField: "ts", idField: idField, source: "import"
        ) { bytes in
            // Sums by position, so that equal texts hash alike and others do not.
            var sums = [UInt8](repeating: 0, count: 32)
            for (position, byte) in bytes.enumerated() {
                let slot = position % 32
                sums[slot] = sums[slot] &* 31 &+ byte
            }
            return sums
        }
    }

    func read(_ text: String, _ plan: RecordPlan) throws -> RecordBatch {
        try Array(text.utf8).withUnsafeBytes { try RecordReader(plan: plan).parseRecords(ndjson: $0, firstRecord: 10) }
    }

    @Test("Records become rows: time, mapped fields, dropped keys")
    func rows() throws {
        let batch = try read(
            "{\"ts\":1541105830796,\"userId\":\"39\",\"status\":200.0,\"page\":\"Home\"}\n\n{\"ts\":\"2018-11-03T14:00:00Z\",\"userId\":\"\"}\n",
            Self.plan())
        #expect(batch.refusals == [])
        #expect(batch.times == [1_541_105_830_796_000, 1_541_253_600_000_000])
        #expect(batch.droppedFieldCount == 1 && batch.recordCount == 2)
        #expect(batch.offsets.count == 3 && batch.offsets.last == batch.bytes.count)
        #expect(IntakeFixture.rowCount(batch.bytes) == 2)
    }

    @Test("Without an id field, equal records have equal identities whatever the order of their keys")
    func identity() throws {
        let batch = try read(
            "{\"ts\":1,\"status\":2,\"x\":{\"b\":1,\"a\":[{\"d\":1,\"c\":2}]}}\n{\"x\":{\"a\":[{\"c\":2,\"d\":1}],\"b\":1},\"status\":2,\"ts\":1}\n{\"ts\":1,\"status\":3}\n",
            Self.plan())
        let rows = batch.times.indices.map { Array(batch.bytes[batch.offsets[$0]..<batch.offsets[$0 + 1]]) }
        try #require(rows.count == 3)
        #expect(rows[0] == rows[1] && rows[0] != rows[2])
    }

    @Test("With an id field, its value is the identity")
    func idField() throws {
        let batch = try read(
            "{\"ts\":1,\"key\":\"a\"}\n{\"ts\":1,\"key\":77}\n{\"ts\":1}\n{\"ts\":1,\"key\":[]}",
            Self.plan(idField: "key"))
        #expect(batch.acceptedCount == 2)
        #expect(batch.refusals.map(\.index) == [12, 13])
        #expect(batch.refusals.map(\.code) == [.missingField, .invalidField])
        #expect(batch.quarantine?.rowCount == 2)
        // Size 4, times 24, source 2 + 6, then the id's length.
        #expect(Array(batch.bytes[36...38]) == [1, 0, UInt8(ascii: "a")])
    }

    @Test(
        "Bad records are refused one by one",
        arguments: [
            ("{\"status\":1}", RefusalCode.missingField, "ts"), ("{\"ts\":\"x\"}", .invalidField, "ts"),
            ("{\"ts\":1,\"ts\":2}", .badJSON, "ts"), ("{\"ts\":1,\"status\":\"x\"}", .invalidField, "status"),
            ("[]", .badJSON, nil), ("{", .badJSON, nil),
        ] as [(String, RefusalCode, String?)])
    func refuses(_ line: String, _ code: RefusalCode, _ field: String?) throws {
        let batch = try read("{\"ts\":1}\n\(line)\n{\"ts\":2}\n", Self.plan())
        #expect(batch.acceptedCount == 2)
        #expect(batch.refusals.map(\.index) == [11])
        #expect(batch.refusals.map(\.code) == [code] && batch.refusals.map(\.field) == [field])
    }

    @Test("A mapping onto a field that the type does not have is an error")
    func badMapping() {
        #expect(throws: BasinError.self) { try Self.plan(mapping: ["nope": "x"]) }
    }
}
