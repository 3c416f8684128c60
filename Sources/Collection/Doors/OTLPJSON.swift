import BasinCore

/// Reads `ExportLogsServiceRequest` as JSON: lowerCamelCase keys, ids in hexadecimal, 64-bit numbers as texts or numbers.
/// Source: the OTLP specification, "JSON Protobuf Encoding".
struct OTLPJSON {
    private let tape: Tape
    private var writer: OTLPRecordWriter
    private static let depth = 64

    private static let malformed = BasinError(
        .invalid, "The body is not OTLP's logs as JSON: an object with `resourceLogs`; correct it and send it again.")

    /// - Throws: `.invalid`, `.tooLarge`; `out` then holds part of it.
    static func write(_ tape: Tape, to out: inout RowWriter, _ limits: IntakeLimits) throws {
        guard tape.tag(Tape.start) == Tape.Tag.object else { throw malformed }
        var reader = OTLPJSON(tape: tape, writer: OTLPRecordWriter(into: out, limits))
        defer { out = reader.writer.out }
        try reader.each(Tape.start, "resourceLogs") { reader, logs in
            let resource = try reader.resource(tape.value(logs, "resource"))
            try reader.each(logs, "scopeLogs") { reader, logs in
                let scope = try reader.scope(tape.value(logs, "scope"))
                try reader.each(logs, "logRecords") { try $0.record($1, [resource, scope]) }
            }
        }
        _ = reader.writer.finish()
    }

    /// Every element of an array that is a member. Without the member there are none.
    private mutating func each(_ object: Int, _ key: StaticString, _ body: (inout OTLPJSON, Int) throws -> Void) throws {
        let list = tape.value(object, key)
        guard list > 0 else { return }
        guard tape.tag(list) == Tape.Tag.array else { throw Self.malformed }
        var at = list + 1
        while at < tape.after(list) - 1 {
            try body(&self, at)
            at = tape.next(at)
        }
    }

    // What is said once for many records is read once.

    /// `"resource":{…}`; empty where there is none.
    private mutating func resource(_ at: Int) throws -> [UInt8] {
        guard at > 0 else { return [] }
        let start = writer.beginApart()
        writer.key("resource")
        try pairs(at, "attributes", depth: Self.depth)
        return writer.takeApart(from: start)
    }

    /// `"scope":{…}`; empty where there is none.
    private mutating func scope(_ at: Int) throws -> [UInt8] {
        guard at > 0 else { return [] }
        let start = writer.beginApart()
        writer.key("scope")
        writer.out.append("{")
        copy(at, "name", as: "name")
        copy(at, "version", as: "version")
        writer.out.append("}")
        return writer.takeApart(from: start)
    }

    /// - Parameter about: members that are written with the record's own.
    private mutating func record(_ at: Int, _ about: [[UInt8]]) throws {
        guard tape.tag(at) == Tape.Tag.object else { throw Self.malformed }
        try writer.begin()
        writer.time("time", nanoseconds(tape.value(at, "timeUnixNano")))
        writer.time("observed_time", nanoseconds(tape.value(at, "observedTimeUnixNano")))
        copy(at, "severityNumber", as: "severity_number")
        copy(at, "severityText", as: "severity_text")
        copy(at, "eventName", as: "event_name")
        copy(at, "traceId", as: "trace_id")
        copy(at, "spanId", as: "span_id")
        let body = tape.value(at, "body")
        if body > 0 {
            writer.key("body")
            try any(body, depth: Self.depth)
        }
        writer.key("attributes")
        try pairs(at, "attributes", depth: Self.depth)
        for part in about { writer.append(members: part) }
        writer.end()
    }

    private func nanoseconds(_ at: Int) -> UInt64 {
        guard at > 0 else { return 0 }
        switch tape.tag(at) {
        case Tape.Tag.int: return tape.int(at) > 0 ? UInt64(tape.int(at)) : 0
        case Tape.Tag.uint: return tape.uint(at)
        case Tape.Tag.string: return UInt64(String(decoding: tape.text(at), as: UTF8.self)) ?? 0
        default: return 0
        }
    }

    private mutating func copy(_ object: Int, _ key: StaticString, as name: StaticString) {
        let at = tape.value(object, key)
        guard at > 0 else { return }
        writer.key(name)
        _ = JSONText.append(tape, at, to: &writer.out)
    }

    /// `[{"key": …, "value": …}]` as an object.
    private mutating func pairs(_ object: Int, _ key: StaticString, depth: Int) throws {
        guard depth > 0 else { throw Self.malformed }
        writer.out.append("{")
        try each(object, key) { reader, pair in
            guard let name = reader.tape.text(pair, "key") else { throw Self.malformed }
            reader.writer.separate()
            JSONText.append(string: name, to: &reader.writer.out)
            reader.writer.out.append(":")
            try reader.any(reader.tape.value(pair, "value"), depth: depth - 1)
        }
        writer.out.append("}")
    }

    private mutating func any(_ at: Int, depth: Int) throws {
        guard depth > 0 else { throw Self.malformed }
        guard at > 0, tape.tag(at) == Tape.Tag.object, tape.after(at) - 1 > at + 1 else {
            writer.out.append("null")
            return
        }
        let key = String(decoding: tape.text(at + 1).prefix(20), as: UTF8.self)
        let value = at + 2
        switch key {
        case "arrayValue":
            writer.out.append("[")
            try each(value, "values") { reader, element in
                reader.writer.separate()
                try reader.any(element, depth: depth - 1)
            }
            writer.out.append("]")
        case "kvlistValue": try pairs(value, "values", depth: depth - 1)
        case "intValue" where tape.tag(value) == Tape.Tag.string:
            guard let number = Int64(String(decoding: tape.text(value), as: UTF8.self)) else { throw Self.malformed }
            writer.out.append(text: String(number))
        case "doubleValue" where tape.tag(value) == Tape.Tag.string:
            writer.number(Double(String(decoding: tape.text(value), as: UTF8.self)) ?? .nan)
        case "stringValue", "boolValue", "intValue", "doubleValue", "bytesValue":
            _ = JSONText.append(tape, value, to: &writer.out)
        default: writer.out.append("null")
        }
    }
}
