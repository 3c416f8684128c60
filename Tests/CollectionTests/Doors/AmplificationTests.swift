import BasinCollection
import BasinCore
import Testing

/// Small bodies that ask for much.
@Suite struct AmplificationTests {
    private static func refusesAsTooLarge(_ clientProtocol: ClientProtocol, _ body: [UInt8], _ request: ClientRequest? = nil) throws {
        let error = #expect(throws: BasinError.self) {
            try DoorFixture(clientProtocol).events(body, request ?? ClientRequest(clientProtocol))
        }
        #expect(error?.code == .tooLarge, "\(error?.message ?? "")")
    }

    @Test("What a resource says for thousands of records is refused when it comes to gigabytes: OTLP as JSON")
    func json() throws {
        let records = Array(repeating: "{}", count: 9_000).joined(separator: ",")
        let value = String(repeating: "x", count: 2 << 20)
        let body = #"{"resourceLogs":[{"resource":{"attributes":[{"key":"a","value":{"stringValue":"\#(value)"}}]},"#
            + #""scopeLogs":[{"logRecords":[\#(records)]}]}]}"#
        try Self.refusesAsTooLarge(.otlp, Array(body.utf8))
    }

    @Test("The same as protobuf")
    func protobuf() throws {
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
            var length = bytes.count, varint: [UInt8] = []
            repeat {
                varint.append(UInt8(length & 127) | (length > 127 ? 128 : 0))
                length >>= 7
            } while length > 0
            return [number << 3 | 2] + varint + bytes
        }
        let value = field(2, field(1, Array(repeating: 120, count: 2 << 20)))
        let resource = field(1, field(1, field(1, Array("a".utf8)) + value))
        let records = Array(repeatElement(field(2, []), count: 9_000).joined())
        let body = field(1, resource + field(2, records))
        try Self.refusesAsTooLarge(.otlp, body, ClientRequest(.otlp, encoding: .protobuf))
    }

    @Test("What a batch says for thousands of calls is refused when it comes to gigabytes: Segment")
    func segment() throws {
        let calls = Array(repeating: "{}", count: 9_000).joined(separator: ",")
        let body = #"{"context":{"a":"\#(String(repeating: "x", count: 2 << 20))"},"batch":[\#(calls)]}"#
        try Self.refusesAsTooLarge(.segment, Array(body.utf8))
    }

    @Test("Millions of empty events are refused before they are written: Snowplow")
    func snowplow() throws {
        let body = #"{"data":[\#(Array(repeating: "{}", count: 1_000_000).joined(separator: ","))]}"#
        let agent = "a" + String(repeating: "\u{301}", count: 20_000)
        try Self.refusesAsTooLarge(.snowplow, Array(body.utf8), ClientRequest(.snowplow, userAgent: agent))
    }

    @Test("Calls that all say the same, without an id, are told apart in no more time than others")
    func same() throws {
        let calls = Array(repeating: "{}", count: 10_000).joined(separator: ",")
        let events = try DoorFixture(.segment).events(#"{"batch":[\#(calls)]}"#)
        #expect(Set(events.compactMap { $0["id"] as? String }).count == 10_000)
    }

    @Test("A member that is there a million times beside ten thousand records is read once")
    func members() throws {
        let junk = (0..<300_000).map { "\"j\($0)\":0" }.joined(separator: ",")
        let records = Array(repeating: "{}", count: 9_000).joined(separator: ",")
        let body = #"{"resourceLogs":[{\#(junk),"resource":{\#(junk),"attributes":[]},"scopeLogs":[{\#(junk),"scope":{\#(junk)},"logRecords":[\#(records)]}]}]}"#
        #expect(try DoorFixture(.otlp).events(body).count == 9_000)
        let batch = #"{\#(junk),"batch":[\#(records)]}"#
        #expect(try DoorFixture(.segment).events(batch).count == 9_000)
        #expect(try DoorFixture(.posthog).events(batch).count == 9_000)
    }

    @Test(
        "A time that is the least or the greatest of all numbers is refused as a time, and ends nothing",
        arguments: ["-9223372036854775808", "9223372036854775807", "18446744073709551615", "-1", "0"])
    func extremeTimes(_ number: String) throws {
        let snowplow = try DoorFixture(.snowplow).events(
            [], ClientRequest(.snowplow, encoding: .query("e=pv&dtm=\(number)&stm=\(number)&ttm=\(number)&eid=1")))
        #expect(snowplow.count == 1)
        let segment = try DoorFixture(.segment).events(
            #"{"batch":[{"type":"track","event":"x","timestamp":\#(number),"sentAt":\#(number),"messageId":"1"}],"sentAt":\#(number)}"#)
        #expect(segment.count == 1)
        let posthog = try DoorFixture(.posthog).events(
            #"{"batch":[{"event":"x","timestamp":\#(number),"uuid":"1"}],"sent_at":\#(number),"created_at":\#(number)}"#)
        #expect(posthog.count == 1)
    }

    @Test("Who is taken by no source whatever the body says is refused before the body is read")
    func unread() throws {
        let folder = try QuarantineFolder()
        func refusal(_ sources: [EventSource], _ clientProtocol: ClientProtocol) throws -> BasinError.Code? {
            folder.intake.use([DataFolder.songPlayed], sources: sources)
            // Not even JSON: had it been read, it would be `.invalid`.
            let error = #expect(throws: BasinError.self) {
                try Array("{".utf8).withUnsafeBytes {
                    try folder.intake.receive($0, from: ClientRequest(clientProtocol), key: nil, admit: { $0 })
                }
            }
            return error?.code
        }
        func source(_ clientProtocol: ClientProtocol, open: EventLimits? = nil) -> EventSource {
            EventSource(
                name: "web", owner: "team", description: "x", clientProtocol: clientProtocol, open: open, catchAll: "web_events")
        }
        #expect(try refusal([], .otlp) == .notFound)
        #expect(try refusal([], .segment) == .notFound)
        #expect(try refusal([source(.otlp)], .otlp) == .unauthorized)
        #expect(try refusal([source(.snowplow)], .snowplow) == .unauthorized)
        // Its key may be in the body.
        #expect(try refusal([source(.segment)], .segment) == .invalid)
        #expect(try refusal([source(.otlp, open: EventLimits(rate: Rate("10/s")))], .otlp) == .invalid)
    }
}
