/// Percent-encoding of URL parts (RFC 3986), and what forms make of it. The one place where `%41` is read.
package enum PercentCoding {
    /// Everything but unreserved characters becomes `%XX`.
    package static func encode(_ text: String) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        for byte in text.utf8 {
            if isUnreserved(byte) {
                bytes.append(byte)
            } else {
                bytes.append(UInt8(ascii: "%"))
                bytes.append(digit(byte >> 4))
                bytes.append(digit(byte & 15))
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Nil when a `%` is not followed by two hexadecimal digits, or the bytes are not UTF-8. `plusIsSpace` for queries.
    package static func decode(_ text: some StringProtocol, plusIsSpace: Bool = false) -> String? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            if byte == UInt8(ascii: "%") {
                guard let high = rest.next().flatMap(Hexadecimal.value), let low = rest.next().flatMap(Hexadecimal.value)
                else { return nil }
                bytes.append(high << 4 | low)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return String(validating: bytes, as: UTF8.self)
    }

    /// What others sent and cannot send again: a `%` without two digits stays as it is, and the bytes may be no UTF-8.
    /// - Parameter most: reading ends with the byte that makes so many.
    package static func lenientBytes(
        _ text: some Collection<UInt8>, plusIsSpace: Bool = false, atMost most: Int = .max
    ) -> [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(min(text.count, most))
        var at = text.startIndex
        while at < text.endIndex, bytes.count < most {
            let byte = text[at]
            at = text.index(after: at)
            if byte == UInt8(ascii: "%"), let high = at < text.endIndex ? Hexadecimal.value(text[at]) : nil,
                case let second = text.index(after: at),
                let low = second < text.endIndex ? Hexadecimal.value(text[second]) : nil
            {
                bytes.append(high << 4 | low)
                at = text.index(after: second)
            } else {
                bytes.append(plusIsSpace && byte == UInt8(ascii: "+") ? UInt8(ascii: " ") : byte)
            }
        }
        return bytes
    }

    private static func isUnreserved(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            true
        default: false
        }
    }

    /// RFC 3986 asks for capitals.
    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") + value - 10
    }
}
