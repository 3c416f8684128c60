import BasinCore

/// Text as forms and queries encode it: `+` is a space, `%41` a byte.
enum FormText {
    /// Longer values are cut: what comes after says nothing about a campaign.
    static let mostBytes = 1024

    /// Appends the decoded text behind its length. A `%` without two digits stays as it is; bytes that are no UTF-8
    /// become U+FFFD.
    /// - Returns: false when there is no text; then nothing was appended.
    static func append(_ value: UnsafeRawBufferPointer, to row: inout RowWriter) -> Bool {
        var decoded = PercentCoding.lenientBytes(value, plusIsSpace: true, atMost: mostBytes + 4)
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
}
