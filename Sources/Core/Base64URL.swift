/// Bytes as text that needs no escaping in a URL: base64url without padding (RFC 4648 §5, RFC 7515 §2).
package enum Base64URL {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: .max, count: 256)
        for (value, character) in alphabet.enumerated() { values[Int(character)] = UInt8(value) }
        return values
    }()

    package static func encode(_ bytes: [UInt8]) -> String {
        var text: [UInt8] = []
        append(bytes, to: &text)
        return String(decoding: text, as: UTF8.self)
    }

    package static func append(_ bytes: [UInt8], to text: inout [UInt8]) {
        var held: UInt32 = 0, bits: UInt32 = 0
        alphabet.withUnsafeBufferPointer { alphabet in
            for byte in bytes {
                held = held << 8 | UInt32(byte)
                bits += 8
                while bits >= 6 {
                    bits -= 6
                    text.append(alphabet[Int(held >> bits & 63)])
                }
            }
            if bits > 0 { text.append(alphabet[Int(held << (6 - bits) & 63)]) }
        }
    }

    /// Nil for what `append` never writes, padding and white space included: two texts never give the same bytes.
    package static func decode(_ text: String) -> [UInt8]? { bytes(text.utf8) }

    /// As of a `String`.
    package static func decode(_ text: ArraySlice<UInt8>) -> [UInt8]? { bytes(text) }

    private static func bytes(_ text: some Collection<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.count * 3 / 4)
        var held = 0 as UInt32, bits = 0
        for character in text {
            let value = values[Int(character)]
            guard value != .max else { return nil }
            held = held << 6 | UInt32(value)
            bits += 6
            if bits >= 8 {
                bits -= 8
                bytes.append(UInt8(truncatingIfNeeded: held >> UInt32(bits)))
            }
        }
        // What is left over of the last character says nothing, and is zero.
        guard bits < 6, held & (1 << UInt32(bits) - 1) == 0 else { return nil }
        return bytes
    }
}
