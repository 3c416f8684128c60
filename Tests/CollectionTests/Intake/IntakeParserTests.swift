import BasinCollection
import BasinCore
import CDeflate
import Testing

@Suite struct IntakeParserTests {
    let types = [
        IntakeFixture.type([
            IntakeFixture.field(.string, "user_id", isRequired: false, isSubject: true),
            IntakeFixture.field(.string, "song", isRequired: false),
        ]),
        IntakeFixture.type("strict", id: 2, unknown: .quarantine, [IntakeFixture.field(.int32, "n")]),
        IntakeFixture.type("signed", id: 3, [IntakeFixture.field(.string, "who", isSubject: true)]),
        IntakeFixture.type("gone", id: 4, isRemoved: true, []),
    ]

    static func gzip(_ bytes: [UInt8]) throws -> [UInt8] {
        let compressor = try #require(libdeflate_alloc_compressor(6))
        defer { libdeflate_free_compressor(compressor) }
        var out = [UInt8](repeating: 0, count: libdeflate_gzip_compress_bound(compressor, bytes.count))
        let count = libdeflate_gzip_compress(compressor, bytes, bytes.count, &out, out.count)
        return Array(out.prefix(count))
    }

    func error(_ body: String, _ mode: ContentMode = .batch, limits: IntakeLimits = IntakeLimits()) -> BasinError.Code?
    {
        do {
            _ = try IntakeFixture.parse(body, mode, types: types, limits: limits)
            return nil
        } catch { return (error as? BasinError)?.code }
    }

    @Test("Every content mode reads the same event")
    func modes() throws {
        let event = IntakeFixture.event(data: "{\"song\":\"a\"}")
        let attributes = ["specversion": "1.0", "id": "1", "source": "app", "type": "song_played"]
        let batches = try [
            IntakeFixture.parse("[\(event)]", .batch, types: types),
            IntakeFixture.parse(event, .structured, types: types),
            IntakeFixture.parse("\r\n\(event)\r\n\n", .ndjson, types: types),
            IntakeFixture.parse("[\(event)]", .json, types: types),
            IntakeFixture.parse(" \(event)", .json, types: types),
            IntakeFixture.parse("{\"song\":\"a\"}", .binary(attributes: attributes), types: types),
        ]
        for batch in batches {
            #expect(batch.acceptedCount == 1)
            #expect(batch.sections.map(\.bytes) == batches[0].sections.map(\.bytes))
        }
    }

    @Test("A binary body cannot reach into the envelope")
    func injection() {
        let mode = ContentMode.binary(attributes: ["specversion": "1.0", "source": "app", "type": "song_played"])
        #expect(error("{},\"id\":\"x\"", mode) == .invalid)
        #expect(error("{}},{\"id\":{}", mode) == .invalid)
    }

    @Test("The content type and the headers choose the mode")
    func choice() throws {
        #expect(
            try ContentMode.of(contentType: "application/cloudevents+json; charset=utf-8", attributes: [:])
                == .structured)
        #expect(try ContentMode.of(contentType: "application/json", attributes: [:]) == .json)
        #expect(
            try ContentMode.of(contentType: "application/json", attributes: ["id": "1"])
                == .binary(attributes: ["id": "1"]))
        #expect(throws: BasinError.self) { try ContentMode.of(contentType: "image/png", attributes: [:]) }
    }

    @Test("gzip is found by its magic number, in several members, and must be whole")
    func compressed() throws {
        let body = Array("[\(IntakeFixture.event())]".utf8)
        let whole = try Self.gzip(body)
        let parts = try Self.gzip(Array(body.prefix(7))) + Self.gzip(Array(body.dropFirst(7)))
        for packed in [whole, parts] {
            #expect(try IntakeFixture.parse(packed, isGzip: false, types: types).acceptedCount == 1)
        }
        for broken in [whole + [0], Array(whole.dropLast()), body] {
            #expect(throws: BasinError.self) { try IntakeFixture.parse(broken, isGzip: true, types: types) }
        }
    }

    @Test("A gzip bomb is stopped at the limit, also when it lies about its size")
    func bomb() throws {
        var packed = try Self.gzip([UInt8](repeating: 0x20, count: 64 << 20))
        for lie in [false, true] {
            if lie { packed.replaceSubrange(packed.count - 4..<packed.count, with: [1, 0, 0, 0]) }
            do {
                _ = try IntakeFixture.parse(packed, isGzip: true, types: types)
                Issue.record("accepted")
            } catch { #expect((error as? BasinError)?.code == .tooLarge) }
        }
    }

    @Test(
        "A body that is not JSON is an error of the whole",
        arguments: ["", " ", "[", "{}", "[{}", "[{},]", "[{}]]", "[{}] x", "5"])
    func malformed(_ body: String) { #expect(error(body) == .invalid) }

    @Test("An empty batch is fine", arguments: ["[]", " [ ] "])
    func empty(_ body: String) throws {
        let batch = try IntakeFixture.parse(body, types: types)
        #expect(batch.acceptedCount == 0 && batch.sections.isEmpty && batch.refusals.isEmpty)
    }

    @Test(
        "One element that cannot be parsed does not take the others with it",
        arguments: ["{\"x\":123456789012345678901}", "{\"x\":1e999}", "\"\\ud800\"", "{\"x\":}", "{\"a\":[}}"])
    func fallback(_ bad: String) throws {
        let good = IntakeFixture.event(data: "{\"song\":\"],[{\"}")
        let batch = try IntakeFixture.parse("[\(good),\(bad),\(good)]", types: types)
        #expect(batch.acceptedCount == 2)
        #expect(batch.refusals.map(\.index) == [1])
        #expect(batch.refusals.map(\.code) == [.badJSON])
    }

    @Test("A bad line of NDJSON is refused alone")
    func badLine() throws {
        let batch = try IntakeFixture.parse(
            "\(IntakeFixture.event())\n{oops\n\n\(IntakeFixture.event())", .ndjson, types: types)
        #expect(batch.acceptedCount == 2 && batch.refusals.map(\.index) == [1])
    }

    static let refused: [(String, RefusalCode, String?)] = [
        ("5", .badJSON, nil),
        ("{\"id\":\"1\",\"id\":\"2\"}", .badJSON, "id"),
        ("{}", .badEnvelope, "specversion"),
        ("{\"specversion\":\"0.3\"}", .badEnvelope, "specversion"),
        ("{\"specversion\":\"1.0\",\"id\":\"\",\"source\":\"a\",\"type\":\"strict\"}", .badEnvelope, "id"),
        (IntakeFixture.event(id: String(repeating: "x", count: 513)), .badEnvelope, "id"),
        (IntakeFixture.event(type: "nobody"), .unknownType, "type"),
        (IntakeFixture.event(type: "gone"), .unknownType, "type"),
        (IntakeFixture.event(extra: ",\"time\":\"yesterday\""), .invalidField, "time"),
        (IntakeFixture.event(extra: ",\"senttime\":5"), .invalidField, "senttime"),
        (IntakeFixture.event(extra: ",\"sequence\":\"x\""), .invalidField, "sequence"),
        (IntakeFixture.event(extra: ",\"sequence\":-9223372036854775808"), .invalidField, "sequence"),
        (IntakeFixture.event(extra: ",\"datacontenttype\":\"text/xml\""), .invalidField, "datacontenttype"),
        (IntakeFixture.event(extra: ",\"data_base64\":\"AA==\""), .invalidField, "data_base64"),
        (IntakeFixture.event(data: "[]"), .invalidField, "data"),
        (IntakeFixture.event(data: "{\"song\":\"a\",\"song\":\"b\"}"), .badJSON, "data.song"),
        (IntakeFixture.event(type: "strict"), .missingField, "data.n"),
        (IntakeFixture.event(type: "strict", data: "{\"n\":null}"), .missingField, "data.n"),
        (IntakeFixture.event(type: "strict", data: "{\"n\":1,\"m\":2}"), .unknownField, "data.m"),
        (IntakeFixture.event(type: "strict", data: "{\"n\":1,\"a@b.c\":2}"), .unknownField, "data.(unnamed)"),
        (IntakeFixture.event(type: "signed", data: "{\"who\":\"\"}"), .missingField, "data.who"),
    ]

    @Test("Refusals have their code and field, and leave nothing behind among the accepted", arguments: refused)
    func refuses(_ event: String, _ code: RefusalCode, _ field: String?) throws {
        let good = IntakeFixture.event(data: "{\"song\":\"a\"}")
        let alone = try IntakeFixture.parse("[\(good),\(good)]", types: types)
        let batch = try IntakeFixture.parse("[\(good),\(event),\(good)]", types: types)
        #expect(batch.refusals.map(\.code) == [code])
        #expect(batch.refusals.map(\.field) == [field])
        #expect(batch.sections.first?.bytes == alone.sections.first?.bytes)
        let quarantine = try #require(batch.sections.first { $0.kind == .quarantine })
        #expect(quarantine.rowCount == 1 && IntakeFixture.rowCount(quarantine.bytes) == 1)
    }

    @Test("An empty subject is nobody, an unknown field is dropped and counted")
    func lenient() throws {
        let batch = try IntakeFixture.parse(
            "[\(IntakeFixture.event(data: "{\"user_id\":\"\",\"x\":1,\"y\":{}}"))]", types: types)
        #expect(batch.acceptedCount == 1 && batch.droppedFieldCount == 2)
        #expect(IntakeFixture.structure(batch.sections[0]) == [0])
    }

    @Test("Limits: bytes, events, one event's size")
    func limits() throws {
        let event = IntakeFixture.event()
        #expect(error("[\(event)]", limits: IntakeLimits(bodyByteCount: 20)) == .tooLarge)
        for mode in [ContentMode.batch, .ndjson] {
            let body = mode == .batch ? "[\(event),\(event),\(event)]" : "\(event)\n\(event)\n\(event)"
            #expect(error(body, mode, limits: IntakeLimits(eventCount: 2)) == .tooLarge)
        }
        let large = IntakeFixture.event(data: "{\"song\":\"\(String(repeating: "x", count: 500))\"}")
        let batch = try IntakeFixture.parse(
            "[\(event),\(large),\(event)]", types: types, limits: IntakeLimits(eventByteCount: 400))
        #expect(batch.acceptedCount == 2 && batch.refusals.map(\.code) == [.tooLarge])
        #expect(try #require(batch.sections.first { $0.kind == .quarantine }).bytes.count < 700)
    }

    @Test("A hundred types make a hundred sections, and a used parser gives what a new one gives")
    func manyTypes() throws {
        let many = (0..<100).map { number in
            IntakeFixture.type("type_\(number)", id: UInt32(number + 1), version: 3, [IntakeFixture.field(.int32, "n")])
        }
        let body = Array(
            ("["
                + (0..<300).map { IntakeFixture.event(id: "\($0)", type: "type_\($0 % 100)", data: "{\"n\":\($0)}") }
                .joined(separator: ",") + "]").utf8)
        let catalog = IntakeCatalog(many)
        let parsers = IntakeParsers(limit: 1)
        var seen: [[[UInt8]]] = []
        for _ in 0..<3 {
            let batch = try body.withUnsafeBytes {
                try parsers.parse(body: $0, mode: .batch, isGzip: false, catalog: catalog)
            }
            #expect(batch.sections.count == 100 && batch.acceptedCount == 300)
            #expect(batch.sections.allSatisfy { $0.rowCount == 3 && $0.schemaVersion == 3 })
            #expect(batch.sections.allSatisfy { IntakeFixture.rowCount($0.bytes) == 3 })
            seen.append(batch.sections.map(\.bytes))
        }
        #expect(seen[0] == seen[1] && seen[1] == seen[2])
    }
}
