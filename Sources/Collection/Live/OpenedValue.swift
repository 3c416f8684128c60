package import BasinCore

/// What was sealed, as people read it.
package enum OpenedValue {
    /// Texts and JSON as they are, times and ids as they are written, lists and objects as JSON.
    /// - Returns: nil when the bytes are no value of the type, or more than one.
    package static func text(_ value: [UInt8], _ type: FieldType) -> [UInt8]? {
        switch type {
        case .string, .json, .binary: return value
        default: break
        }
        var json = JSONBytes()
        defer { json.deallocate() }
        json.masks = false
        let isWhole = value.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress else { return false }
            var cursor = FieldCursor(position: start, end: start + bytes.count)
            return (try? json.append(type, from: &cursor)) != nil && cursor.position == cursor.end
        }
        guard isWhole else { return nil }
        let text = Array(json.text.bytes)
        return text.first == UInt8(ascii: "\"") ? Array(text.dropFirst().dropLast()) : text
    }
}
