import BasinCore

/// Reads `ExportLogsServiceRequest`. Source of the field numbers: opentelemetry-proto 1.5, `logs/v1/logs.proto` and
/// `common/v1/common.proto`.
struct OTLPProtobuf {
    private var writer: OTLPRecordWriter
    /// `"resource":{…},"scope":{…}` of the records being read.
    private var resource: [UInt8] = []
    private var scope: [UInt8] = []
    /// Values may nest this deep; deeper ones are refused, as they are in JSON.
    private static let depth = 64

    /// - Throws: `.invalid`, `.tooLarge`; `out` then holds part of it.
    static func write(_ bytes: UnsafeRawBufferPointer, to out: inout RowWriter, _ limits: IntakeLimits) throws {
        var reader = OTLPProtobuf(writer: OTLPRecordWriter(into: out, limits))
        // Whatever happens: the buffer may have moved.
        defer { out = reader.writer.out }
        try reader.each(bytes, field: 1) { try $0.resourceLogs($1) }
        _ = reader.writer.finish()
        out = reader.writer.out
    }

    /// Every message in a repeated field.
    private mutating func each(
        _ bytes: UnsafeRawBufferPointer, field wanted: UInt64,
        _ body: (inout OTLPProtobuf, UnsafeRawBufferPointer) throws -> Void
    ) throws {
        var message = ProtobufReader(bytes)
        while let (field, value) = try message.next() {
            if field == wanted, case .bytes(let inner) = value { try body(&self, inner) }
        }
    }

    private mutating func resourceLogs(_ bytes: UnsafeRawBufferPointer) throws {
        resource = []
        // A resource may stand after its records.
        try each(bytes, field: 1) { reader, inner in
            let start = reader.writer.beginApart()
            try reader.attributes("resource", inner, field: 1)
            reader.resource = reader.writer.takeApart(from: start)
        }
        try each(bytes, field: 2) { try $0.scopeLogs($1) }
    }

    private mutating func scopeLogs(_ bytes: UnsafeRawBufferPointer) throws {
        scope = []
        try each(bytes, field: 1) { reader, inner in
            let start = reader.writer.beginApart()
            reader.writer.key("scope")
            reader.writer.out.append("{")
            var message = ProtobufReader(inner)
            while let (field, value) = try message.next() {
                guard case .bytes(let text) = value, field == 1 || field == 2 else { continue }
                reader.writer.key(field == 1 ? "name" : "version")
                reader.writer.text(text)
            }
            reader.writer.out.append("}")
            reader.scope = reader.writer.takeApart(from: start)
        }
        try each(bytes, field: 2) { try $0.record($1) }
    }

    private mutating func record(_ bytes: UnsafeRawBufferPointer) throws {
        try writer.begin()
        var message = ProtobufReader(bytes)
        while let (field, value) = try message.next() {
            switch (field, value) {
            case (1, .fixed64(let time)): writer.time("time", time)
            case (11, .fixed64(let time)): writer.time("observed_time", time)
            case (2, .varint(let number)):
                writer.key("severity_number")
                writer.out.append(text: String(UInt32(truncatingIfNeeded: number)))
            case (3, .bytes(let text)): member("severity_text", text)
            case (5, .bytes(let value)):
                writer.key("body")
                try any(value, depth: Self.depth)
            case (9, .bytes(let id)) where !id.isEmpty:
                writer.key("trace_id")
                writer.hex(UnsafeRawBufferPointer(rebasing: id.prefix(16)))
            case (10, .bytes(let id)) where !id.isEmpty:
                writer.key("span_id")
                writer.hex(UnsafeRawBufferPointer(rebasing: id.prefix(8)))
            case (12, .bytes(let name)): member("event_name", name)
            default: break
            }
        }
        try attributes("attributes", bytes, field: 6)
        for part in [resource, scope] { writer.append(members: part) }
        writer.end()
    }

    private mutating func member(_ key: StaticString, _ text: UnsafeRawBufferPointer) {
        writer.key(key)
        writer.text(text)
    }

    private mutating func attributes(_ key: StaticString, _ bytes: UnsafeRawBufferPointer, field: UInt64) throws {
        writer.key(key)
        try pairs(bytes, field: field, depth: Self.depth)
    }

    /// `KeyValue`s as an object.
    private mutating func pairs(_ bytes: UnsafeRawBufferPointer, field: UInt64, depth: Int) throws {
        guard depth > 0 else { throw ProtobufReader.damaged }
        writer.out.append("{")
        try each(bytes, field: field) { reader, pair in
            var key = UnsafeRawBufferPointer(start: nil, count: 0)
            var value = UnsafeRawBufferPointer(start: nil, count: 0)
            var message = ProtobufReader(pair)
            while let (field, part) = try message.next() {
                guard case .bytes(let bytes) = part else { continue }
                if field == 1 { key = bytes }
                if field == 2 { value = bytes }
            }
            reader.writer.separate()
            reader.writer.text(key)
            reader.writer.out.append(":")
            try reader.any(value, depth: depth - 1)
        }
        writer.out.append("}")
    }

    /// `AnyValue`. Of several members of a oneof the last counts; an empty one is null.
    private mutating func any(_ bytes: UnsafeRawBufferPointer, depth: Int) throws {
        guard depth > 0 else { throw ProtobufReader.damaged }
        let start = writer.out.count
        writer.out.append("null")
        var message = ProtobufReader(bytes)
        while let (field, value) = try message.next() {
            guard (1...7).contains(field) else { continue }
            writer.out.truncate(to: start)
            switch (field, value) {
            case (1, .bytes(let text)): writer.text(text)
            case (2, .varint(let flag)): writer.out.append(flag != 0 ? "true" : "false")
            case (3, .varint(let number)): writer.out.append(text: String(Int64(bitPattern: number)))
            case (4, .fixed64(let bits)): writer.number(Double(bitPattern: bits))
            case (5, .bytes(let list)):
                writer.out.append("[")
                try each(list, field: 1) { reader, element in
                    reader.writer.separate()
                    try reader.any(element, depth: depth - 1)
                }
                writer.out.append("]")
            case (6, .bytes(let list)): try pairs(list, field: 1, depth: depth - 1)
            case (7, .bytes(let data)): writer.base64(data)
            default: throw ProtobufReader.damaged
            }
        }
    }
}
