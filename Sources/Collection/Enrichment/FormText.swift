/// Text as forms and queries encode it: `+` is a space, `%41` a byte.
enum FormText {
    /// Longer values are cut: what comes after says nothing about a campaign.
    static let mostBytes = 1024

    /// Appends the decoded text behind its length. A `%` without two digits stays as it is; bytes that are no UTF-8
    /// become U+FFFD.
    /// - Returns: false when there is no text; then nothing was appended.
    static func append(_ value: UnsafeRawBufferPointer, to row: inout RowWriter) -> Bool {
        var decoded: [UInt8] = []
        decoded.reserveCapacity(min(value.count, mostBytes + 4))
        var index = 0
        while index < value.count, decoded.count <= mostBytes + 3 {
            let byte = value[index]
            if byte == UInt8(ascii: "%"), index + 2 < value.count, let high = digit(value[index + 1]),
                let low = digit(value[index + 2])
            {
                decoded.append(high << 4 | low)
                index += 3
            } else {
                decoded.append(byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
                index += 1
            }
        }
        if decoded.count > mostBytes {
            var end = mostBytes
            // Not inside a character.
            while end > mostBytes - 3, decoded[end] & 0xC0 == 0x80 { end -= 1 }
            decoded.removeSubrange(end...)
        }
        guard !decoded.isEmpty else { return false }
        var text = String(decoding: decoded, as: UTF8.self)
        text.withUTF8 { bytes in
            row.append(UInt32(truncatingIfNeeded: bytes.count))
            row.append(bytes)
        }
        return true
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
