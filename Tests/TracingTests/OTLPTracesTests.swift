import BasinCore
import BasinTracing
import Foundation
import Testing

@Suite struct OTLPTracesTests {
    private static let trace = TraceID(high: 0x4BF9_2F35_77B3_4DA6, low: 0xA3CE_929D_0E0E_4736)!
    private static let otlp = OTLPTraces(
        resource: [Attribute(.serviceName, "basin"), Attribute(.serviceVersion, "1.2.3")], version: "1.2.3")

    private static func span(_ attributes: [Attribute] = []) -> Span {
        Span(
            "basin.commit", trace: trace, id: SpanID(1)!, parent: SpanID(0xF0)!,
            start: Timestamp(microseconds: 1_541_253_600_000_001), end: Timestamp(microseconds: 1_541_253_600_000_002),
            attributes: attributes)
    }

    private static func text(_ spans: [Span]) -> String { String(decoding: otlp.body(spans), as: UTF8.self) }

    @Test("A request is OTLP's JSON to the letter: ids in hexadecimal, 64-bit integers as text, enumerations as numbers")
    func exact() {
        var server = Self.span([
            Attribute(.method, "POST"), Attribute(.status, 503), Attribute(.waitSeconds, 0.25),
            Attribute(.datasets, ["a", "b"]),
        ])
        server.name = "POST /events"
        server.kind = .server
        server.isParentRemote = true
        server.flags = [.sampled, .random]
        server.failure = "unavailable"
        var root = Self.span()
        root.parent = nil
        #expect(
            Self.text([server, root]) == """
                {"resourceSpans":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"basin"}},\
                {"key":"service.version","value":{"stringValue":"1.2.3"}}]},"scopeSpans":[{"scope":{"name":"basin",\
                "version":"1.2.3"},"spans":[{"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"0000000000000001",\
                "parentSpanId":"00000000000000f0","flags":771,"name":"POST /events","kind":2,\
                "startTimeUnixNano":"1541253600000001000","endTimeUnixNano":"1541253600000002000",\
                "attributes":[{"key":"http.request.method","value":{"stringValue":"POST"}},\
                {"key":"http.response.status_code","value":{"intValue":"503"}},\
                {"key":"basin.wait_seconds","value":{"doubleValue":0.25}},\
                {"key":"basin.datasets","value":{"arrayValue":{"values":[{"stringValue":"a"},{"stringValue":"b"}]}}},\
                {"key":"error.type","value":{"stringValue":"unavailable"}}],"status":{"code":2}},\
                {"traceId":"4bf92f3577b34da6a3ce929d0e0e4736","spanId":"0000000000000001","flags":257,\
                "name":"basin.commit","kind":1,"startTimeUnixNano":"1541253600000001000",\
                "endTimeUnixNano":"1541253600000002000","attributes":[]}]}]}]}
                """)
    }

    @Test("Any text comes back as it was", arguments: ["", "\"\\/", "a\u{0}b\u{1F}c\u{7F}", "é 🎵 \u{2028}", "\r\n\t"])
    func texts(_ text: String) throws {
        let body = Data(Self.otlp.body([Self.span([Attribute(.dataset, text)])]))
        #expect(try Self.attribute(body)["stringValue"] as? String == text)
    }

    @Test("Numbers at the edges: integers keep every digit, what JSON has no number for is text", arguments: [
        (Attribute(.rows, Int.max), #"{"intValue":"9223372036854775807"}"#),
        (Attribute(.rows, Int.min), #"{"intValue":"-9223372036854775808"}"#),
        (Attribute(.waitSeconds, 0.0), #"{"doubleValue":0.0}"#),
        (Attribute(.waitSeconds, 1e-7), #"{"doubleValue":1e-07}"#),
        (Attribute(.waitSeconds, Double.nan), #"{"doubleValue":"NaN"}"#),
        (Attribute(.waitSeconds, -Double.infinity), #"{"doubleValue":"-Infinity"}"#),
        (Attribute(.datasets, [String]()), #"{"arrayValue":{"values":[]}}"#),
    ])
    func numbers(_ attribute: Attribute, _ json: String) throws {
        let text = Self.text([Self.span([attribute])])
        #expect(text.contains(json))
        _ = try JSONSerialization.jsonObject(with: Data(text.utf8))
    }

    @Test("What waits has a bound: long texts and long lists are cut")
    func bounds() {
        #expect(Attribute(.dataset, String(repeating: "é", count: 1000)).value == .text(String(repeating: "é", count: 100)))
        guard case .texts(let texts) = Attribute(.datasets, (0..<50).map(String.init)).value else {
            Issue.record("no list")
            return
        }
        #expect(texts.count == 20)
    }

    private static func attribute(_ body: Data) throws -> [String: Any] {
        var value: Any = try JSONSerialization.jsonObject(with: body)
        for key in ["resourceSpans", "scopeSpans", "spans", "attributes", "value"] {
            if let list = value as? [Any] { value = list[0] }
            value = try #require((value as? [String: Any])?[key])
        }
        return try #require(value as? [String: Any])
    }
}
