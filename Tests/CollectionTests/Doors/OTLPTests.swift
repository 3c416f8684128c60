import BasinCollection
import BasinCore
import Foundation
import Testing

@Suite struct OTLPTests {
    let fixture = DoorFixture(.otlp, routes: [SourceRoute(type: "song_played", fields: ["url": "attributes.http.url"])])

    static let json = #"""
        {"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"shop"}}]},"scopeLogs":[
        {"scope":{"name":"lib","version":"1"},"logRecords":[{"timeUnixNano":"1795406333828123456","severityNumber":9,"severityText":"INFO",
        "eventName":"song.played","body":{"kvlistValue":{"values":[{"key":"n","value":{"intValue":"9007199254740993"}}]}},
        "attributes":[{"key":"song","value":{"stringValue":"s"}},{"key":"http.url","value":{"stringValue":"/u"}},
        {"key":"user.id","value":{"stringValue":"u"}},{"key":"list","value":{"arrayValue":{"values":[{"boolValue":true},{"doubleValue":1.5},{}]}}}],
        "traceId":"5b8efff798038103d269b633813fc60c","spanId":"eee19b7ec3c1b174"}]}]}]}
        """#

    /// The same by hand; the official encoder is the oracle of the clients' tests.
    static let protobuf: [UInt8] = {
        func field(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] { [number << 3 | 2, UInt8(bytes.count)] + bytes }
        func long(_ number: UInt8, _ bytes: [UInt8]) -> [UInt8] {
            [number << 3 | 2, UInt8(bytes.count & 0x7f) | 0x80, UInt8(bytes.count >> 7)] + bytes
        }
        func text(_ number: UInt8, _ text: String) -> [UInt8] { field(number, Array(text.utf8)) }
        func pair(_ key: String, _ value: [UInt8]) -> [UInt8] { text(1, key) + field(2, value) }
        var record: [UInt8] = [1 << 3 | 1] + withUnsafeBytes(of: UInt64(1_795_406_333_828_123_456).littleEndian, Array.init)
        record += [2 << 3, 9] + text(3, "INFO")
        let number: [UInt8] = [3 << 3, 0x81, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x10]
        record += field(5, field(6, field(1, pair("n", number))))
        record += field(6, pair("song", text(1, "s"))) + field(6, pair("http.url", text(1, "/u")))
        record += field(6, pair("user.id", text(1, "u")))
        let list = field(1, [2 << 3, 1]) + field(1, [4 << 3 | 1] + withUnsafeBytes(of: 1.5.bitPattern.littleEndian, Array.init)) + field(1, [])
        record += field(6, pair("list", field(5, list)))
        record += field(9, [0x5b, 0x8e, 0xff, 0xf7, 0x98, 0x03, 0x81, 0x03, 0xd2, 0x69, 0xb6, 0x33, 0x81, 0x3f, 0xc6, 0x0c])
        record += field(10, [0xee, 0xe1, 0x9b, 0x7e, 0xc3, 0xc1, 0xb1, 0x74]) + text(12, "song.played")
        let scope = long(2, field(1, text(1, "lib") + text(2, "1")) + long(2, record))
        return long(1, field(1, field(1, pair("service.name", text(1, "shop")))) + scope)
    }()

    @Test("A record is the same as JSON and as protobuf")
    func forms() throws {
        let json = try #require(try fixture.events(Self.json).first)
        let binary = try #require(try fixture.events(Self.protobuf, ClientRequest(.otlp, encoding: .protobuf)).first)
        for event in [json, binary] {
            #expect(event["type"] as? String == "song_played")
            #expect(event["time"] as? String == "2026-11-23T03:58:53.828123Z")
            let data = DoorFixture.data(event)
            #expect(data["song"] as? String == "s")
            #expect(data["url"] as? String == "/u")
            #expect(data["user_id"] as? String == "u")
        }
    }

    @Test("What no route takes keeps body, resource, scope and trace", arguments: [false, true])
    func catchAll(isBinary: Bool) throws {
        var fixture = fixture
        fixture.source.routes = []
        let events = try isBinary
            ? fixture.events(Self.protobuf, ClientRequest(.otlp, encoding: .protobuf)) : fixture.events(Self.json)
        let payload = try #require(DoorFixture.data(events.first)["payload"] as? [String: Any])
        #expect((payload["resource"] as? [String: String]) == ["service.name": "shop"])
        #expect((payload["scope"] as? [String: String]) == ["name": "lib", "version": "1"])
        #expect(payload["trace_id"] as? String == "5b8efff798038103d269b633813fc60c")
        #expect((payload["body"] as? [String: Any])?["n"] as? Int == 9_007_199_254_740_993)
        let list = try #require((payload["attributes"] as? [String: Any])?["list"] as? [Any])
        #expect(list.count == 3)
        #expect(list[1] as? Double == 1.5)
        #expect(DoorFixture.data(events.first)["name"] as? String == "song.played")
    }

    @Test("Cut protobuf is refused, at whatever byte it is cut")
    func cut() {
        for count in 1..<Self.protobuf.count {
            let body = Array(Self.protobuf.prefix(count))
            #expect { try fixture.events(body, ClientRequest(.otlp, encoding: .protobuf)) } throws: {
                ($0 as? BasinError)?.code == .invalid
            }
        }
    }

    @Test("JSON that is not OTLP is refused", arguments: [
        "[]", #"{"resourceLogs":1}"#, #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[1]}]}]}"#,
        #"{"resourceLogs":[{"scopeLogs":[{"logRecords":[{"attributes":[{"value":{}}]}]}]}]}"#,
    ])
    func malformed(body: String) {
        #expect { try fixture.events(body) } throws: { ($0 as? BasinError)?.code == .invalid }
    }

    @Test("Nothing to log is no event", arguments: ["{}", #"{"resourceLogs":[]}"#])
    func empty(body: String) throws {
        #expect(try fixture.events(body).isEmpty)
    }
}
