import BasinCore

/// Spans as OTLP's JSON: `ExportTraceServiceRequest` with ids in hexadecimal, enumerations as numbers and integers of
/// 64 bits as text.
///
/// https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding
package struct OTLPTraces: Sendable {
    /// Who sends them: the same for all, so it is written once.
    private let head: [UInt8]

    /// - Parameter resource: `service.name` and the like.
    package init(resource: [Attribute], version: String) {
        var json = JSONBytes()
        json.raw(#"{"resourceSpans":[{"resource":{"#)
        Self.write(resource, to: &json)
        json.raw(#"},"scopeSpans":[{"scope":{"name":"basin","version":"#)
        json.text(version)
        json.raw(#"},"spans":["#)
        head = json.bytes
    }

    /// One request's body.
    package func body(_ spans: [Span]) -> [UInt8] {
        var json = JSONBytes(head, reserving: head.count + spans.count * 700)
        for (index, span) in spans.enumerated() {
            if index > 0 { json.raw(",") }
            Self.write(span, to: &json)
        }
        json.raw("]}]}]}")
        return json.bytes
    }

    /// Whether the parent is another process's, in the bits above the flags of the recommendation.
    private static let knowsRemote = 0x100
    private static let isRemote = 0x200
    private static let statusError = 2

    private static func write(_ span: Span, to json: inout JSONBytes) {
        json.raw(#"{"traceId":"#)
        json.text(span.trace.description)
        json.raw(#","spanId":"#)
        json.text(span.id.description)
        if let parent = span.parent {
            json.raw(#","parentSpanId":"#)
            json.text(parent.description)
        }
        json.raw(#","flags":"#)
        json.number(Int(span.flags.rawValue) | knowsRemote | (span.isParentRemote ? isRemote : 0))
        json.raw(#","name":"#)
        json.text(span.name)
        json.raw(#","kind":"#)
        json.number(span.kind.rawValue)
        json.raw(#","startTimeUnixNano":"#)
        json.numberAsText(span.start.microseconds, "000")
        json.raw(#","endTimeUnixNano":"#)
        json.numberAsText(span.end.microseconds, "000")
        json.raw(",")
        write(span.attributes + (span.failure.map { [Attribute(.errorType, $0)] } ?? []), to: &json)
        if span.failure != nil {
            json.raw(#","status":{"code":"#)
            json.number(statusError)
            json.raw("}")
        }
        json.raw("}")
    }

    private static func write(_ attributes: [Attribute], to json: inout JSONBytes) {
        json.raw(#""attributes":["#)
        for (index, attribute) in attributes.enumerated() {
            json.raw(index > 0 ? #",{"key":"# : #"{"key":"#)
            json.text(attribute.key.name)
            json.raw(#","value":"#)
            write(attribute.value, to: &json)
            json.raw("}")
        }
        json.raw("]")
    }

    private static func write(_ value: Attribute.Value, to json: inout JSONBytes) {
        switch value {
        case .text(let text):
            json.raw(#"{"stringValue":"#)
            json.text(text)
        case .whole(let number):
            json.raw(#"{"intValue":"#)
            json.numberAsText(Int64(number))
        case .real(let number):
            json.raw(#"{"doubleValue":"#)
            json.number(number)
        case .texts(let texts):
            json.raw(#"{"arrayValue":{"values":["#)
            for (index, text) in texts.enumerated() {
                json.raw(index > 0 ? #",{"stringValue":"# : #"{"stringValue":"#)
                json.text(text)
                json.raw("}")
            }
            json.raw("]}")
        }
        json.raw("}")
    }
}
