/// Base64 of either alphabet, padded or not: clients send all four.
enum Base64 {
    private static let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

    /// The standard alphabet, padded.
    static func append(_ bytes: UnsafeRawBufferPointer, to out: inout RowWriter) {
        var at = 0
        while at < bytes.count {
            let left = min(3, bytes.count - at)
            var bits = UInt32(bytes[at]) << 16
            if left > 1 { bits |= UInt32(bytes[at + 1]) << 8 }
            if left > 2 { bits |= UInt32(bytes[at + 2]) }
            for place in 0..<4 {
                let index = Int(bits >> UInt32(18 - place * 6) & 63)
                out.append(place <= left ? alphabet[index] : UInt8(ascii: "="))
            }
            at += 3
        }
    }

    /// Nil for what is not base64.
    static func decode(_ text: some Sequence<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var isEnd = false
        for byte in text {
            let value: UInt32
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = UInt32(byte) - 65
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = UInt32(byte) - 71
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = UInt32(byte) + 4
            case UInt8(ascii: "+"), UInt8(ascii: "-"): value = 62
            case UInt8(ascii: "/"), UInt8(ascii: "_"): value = 63
            case UInt8(ascii: "="):
                isEnd = true
                continue
            default: return nil
            }
            if isEnd { return nil }
            bits = bits << 6 | value
            count += 1
            if count == 4 {
                bytes.append(UInt8(truncatingIfNeeded: bits >> 16))
                bytes.append(UInt8(truncatingIfNeeded: bits >> 8))
                bytes.append(UInt8(truncatingIfNeeded: bits))
                count = 0
            }
        }
        switch count {
        case 0: break
        case 2: bytes.append(UInt8(truncatingIfNeeded: bits >> 4))
        case 3:
            bytes.append(UInt8(truncatingIfNeeded: bits >> 10))
            bytes.append(UInt8(truncatingIfNeeded: bits >> 2))
        default: return nil
        }
        return bytes
    }
}
