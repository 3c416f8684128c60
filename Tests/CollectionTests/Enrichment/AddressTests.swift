import BasinCollection
import BasinCore
import BasinMetastore
import Testing

@Suite("Addresses are truncated before anything is stored (COL-23)")
struct AddressTests {
    private static func stored(_ text: String) async throws -> String? {
        let setup = try EnrichedType()
        let batch = try await setup.deliver([EnrichedType.event(1, #""ip":"\#(text)""#)])
        #expect(batch.acceptedCount == 1)
        return try setup.rows("SELECT ip FROM t")[0][0]
    }

    @Test("of IPv4 24 bits stay, of IPv6 48", arguments: [
        ("203.0.113.77", "203.0.113.0"), ("255.255.255.255", "255.255.255.0"), ("0.0.0.0", "0.0.0.0"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1::"), ("2001:DB8:1::6", "2001:db8:1::"), ("::1", "::"),
        ("::ffff:203.0.113.77", "203.0.113.0"), ("::ffff:cb00:714d", "203.0.113.0"), ("fe80::1", "fe80::"),
        ("203.0.113.0", "203.0.113.0"), ("2001:db8:1::", "2001:db8:1::"),
    ])
    func truncated(_ text: String, _ expected: String) async throws { #expect(try await Self.stored(text) == expected) }

    @Test("what is no address and nothing else is left out, because part of it may be one", arguments: [
        "203.0.113.77:443", "[2001:db8::1]", "203.0.113.77, 198.51.100.7", "fe80::1%eth0", "0203.0.113.77", "203.0.113",
        "203.0.113.77\\u0000.1", " 203.0.113.77", "unknown", "", "::ffff:203.0.113.777", "1.2.3.4.5", "0x7f000001",
        "2001:db8:1:2:3:4:5:6:7",
    ])
    func leftOut(_ text: String) async throws { #expect(try await Self.stored(text) == nil) }

    @Test("neither the rows that go to the log nor an import's hold the whole address; refused ones are sealed")
    func log() async throws {
        let setup = try EnrichedType()
        let batch = try setup.batch((0..<50).map { EnrichedType.event($0, #""ip":"198.51.100.\#(100 + $0)","tags":["x"]"#) })
        let bytes = batch.sections.flatMap(\.bytes)
        #expect(Self.contains(bytes, "198.51.100.0") && !Self.contains(bytes, "198.51.100.1"))
        let importer = try Importer(
            plan: try ImportPlan(type: setup.type, format: .ndjson, timeField: "ts"), delivery: setup.delivery)
        try importer.append(Array(#"{"ts":"2026-02-01T00:00:00Z","ip":"198.51.100.123","user_agent":"curl/8.0"}"#.utf8 + [10]))
        let outcome = try await importer.finish()
        #expect(outcome.counts.delivered == 1)
        #expect(outcome.unfilled == ["user_id", "n", "page_url", "page_referrer", "tags"])
        #expect(try setup.rows("SELECT ip, ua_family FROM t") == [["198.51.100.0", "curl"]])
    }

    @Test("an address cannot identify imported records, and what Basin fills in cannot be imported")
    func imports() throws {
        let type = EnrichedType.type()
        #expect(throws: BasinError.self) { try ImportPlan(type: type, format: .csv, timeField: "ts", idField: "ip") }
        #expect(throws: BasinError.self) {
            try ImportPlan(type: type, format: .csv, timeField: "ts", mapping: ["ua_family": "browser"])
        }
    }

    private static func contains(_ bytes: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return bytes.indices.contains { bytes[$0...].starts(with: wanted) }
    }
}
