import BasinCore

/// The value of a `ce-` header, percent-decoded as the CloudEvents HTTP binding says.
enum HeaderValue {
    /// Appends the value as a JSON string. Throws `.invalid` when it is not UTF-8 after decoding.
    static func append(_ value: String, to out: inout RowWriter) throws {
        var decoded: [UInt8] = []
        let bytes = Array(value.utf8)
        var position = 0
        while position < bytes.count {
            if bytes[position] == UInt8(ascii: "%"), position + 2 < bytes.count,
                let high = digit(bytes[position + 1]), let low = digit(bytes[position + 2])
            {
                decoded.append(high << 4 | low)
                position += 3
            } else {
                decoded.append(bytes[position])
                position += 1
            }
        }
        guard String(validating: decoded, as: UTF8.self) != nil else {
            throw BasinError(.invalid, "A ce- header is not UTF-8 after percent-decoding; encode it as UTF-8.")
        }
        decoded.withUnsafeBufferPointer { JSONText.append(string: $0, to: &out) }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        Character(UnicodeScalar(byte)).hexDigitValue.map { UInt8($0) }
    }
}
