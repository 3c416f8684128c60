import BasinCore

/// Encoded values as JSON text. The owner calls `deallocate()`.
struct JSONBytes {
    var text = RowWriter()
    /// Fields of objects that may be personal are `[masked]`.
    var masks = true

    func deallocate() { text.deallocate() }

    mutating func append(string: String) {
        var string = string
        string.withUTF8 { JSONText.append(string: $0, to: &text) }
    }

    mutating func append(string bytes: UnsafeRawBufferPointer) {
        JSONText.append(string: bytes.assumingMemoryBound(to: UInt8.self), to: &text)
    }

    /// `"name":`, with a comma before it unless it is an object's first.
    mutating func appendKey(_ name: String, isFirst: Bool = false) {
        if !isFirst { text.append(UInt8(ascii: ",")) }
        append(string: name)
        text.append(UInt8(ascii: ":"))
    }

    /// Moves one value from the cursor into the text.
    mutating func append(_ type: FieldType, from cursor: inout FieldCursor) throws {
        switch type {
        case .bool: text.append(try cursor.take(1).load(as: UInt8.self) != 0 ? "true" : "false")
        case .int32: text.append(text: try cursor.take(4).loadUnaligned(as: Int32.self).description)
        case .int64: text.append(text: try cursor.take(8).loadUnaligned(as: Int64.self).description)
        case .float: append(number: try cursor.take(4).loadUnaligned(as: Float.self))
        case .double: append(number: try cursor.take(8).loadUnaligned(as: Double.self))
        case .timestamp:
            append(string: Timestamp(microseconds: try cursor.take(8).loadUnaligned(as: Int64.self)).description)
        case .date:
            let days = Int(try cursor.take(4).loadUnaligned(as: Int32.self))
            append(string: CivilDate(daysSinceEpoch: days).description)
        case .decimal(_, let scale):
            text.append(text: Self.decimal(try cursor.take(16).loadUnaligned(as: Int128.self), scale: scale))
        case .uuid: append(string: Self.uuid(try cursor.take(16)))
        case .string, .binary: append(string: try cursor.takeBytes())
        // It is JSON already.
        case .json: text.append(try cursor.takeBytes().assumingMemoryBound(to: UInt8.self))
        case .list(let element, _): try appendList(element, from: &cursor)
        case .structure(let fields): try appendFields(fields, from: &cursor)
        }
    }

    private mutating func appendList(_ element: FieldType, from cursor: inout FieldCursor) throws {
        let count = Int(try cursor.take(4).loadUnaligned(as: UInt32.self))
        let present = try cursor.take((count + 7) / 8)
        text.append(UInt8(ascii: "["))
        for index in 0..<count {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            if FieldCursor.isPresent(present, index) {
                try append(element, from: &cursor)
            } else {
                text.append("null")
            }
        }
        text.append(UInt8(ascii: "]"))
    }

    /// An object of the fields that are there.
    mutating func appendFields(_ fields: [Field], from cursor: inout FieldCursor) throws {
        let present = try cursor.take((fields.count + 7) / 8)
        text.append(UInt8(ascii: "{"))
        var isFirst = true
        for (index, field) in fields.enumerated() where FieldCursor.isPresent(present, index) {
            appendKey(field.name, isFirst: isFirst)
            isFirst = false
            if field.isShownLive || !masks {
                try append(field.type, from: &cursor)
            } else {
                try cursor.skip(field.type)
                append(string: Masking.text)
            }
        }
        text.append(UInt8(ascii: "}"))
    }

    private mutating func append(number: some BinaryFloatingPoint & CustomStringConvertible) {
        if number.isFinite { text.append(text: number.description) } else { text.append("null") }
    }

    static func decimal(_ unscaled: Int128, scale: Int) -> String {
        let digits = String(unscaled.magnitude)
        let sign = unscaled < 0 ? "-" : ""
        guard scale > 0 else { return sign + digits }
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.utf8.count)) + digits
        return sign + padded.dropLast(scale) + "." + padded.suffix(scale)
    }

    static func uuid(_ bytes: UnsafeRawPointer) -> String {
        (0..<16).map { index in
            let byte = bytes.load(fromByteOffset: index, as: UInt8.self)
            return ([4, 6, 8, 10].contains(index) ? "-" : "") + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
    }
}
