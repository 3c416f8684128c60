/// JSON as it is written, byte by byte.
package struct JSONText: Sendable {
    package private(set) var bytes: [UInt8] = []

    package init() {}

    package mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    package mutating func raw(_ more: some Collection<UInt8>) { bytes.append(contentsOf: more) }

    package mutating func byte(_ byte: UInt8) { bytes.append(byte) }

    package mutating func integer(_ value: some BinaryInteger) { bytes.append(contentsOf: String(value).utf8) }

    /// What is not finite has no JSON and becomes null.
    package mutating func number(_ value: Double) {
        if value.isFinite { bytes.append(contentsOf: value.description.utf8) } else { raw("null") }
    }

    /// As short as the shorter type allows: 0.1, not 0.10000000149011612.
    package mutating func number(_ value: Float) {
        if value.isFinite { bytes.append(contentsOf: value.description.utf8) } else { raw("null") }
    }

    package mutating func string(_ text: String) {
        var text = text
        byte(UInt8(ascii: "\""))
        text.withUTF8 { utf8 in
            var start = 0
            for (at, unit) in utf8.enumerated()
            where unit < 0x20 || unit == UInt8(ascii: "\"") || unit == UInt8(ascii: "\\") {
                bytes.append(contentsOf: utf8[start..<at])
                escape(unit)
                start = at + 1
            }
            bytes.append(contentsOf: utf8[start...])
        }
        byte(UInt8(ascii: "\""))
    }

    private mutating func escape(_ unit: UInt8) {
        switch unit {
        case UInt8(ascii: "\""): raw("\\\"")
        case UInt8(ascii: "\\"): raw("\\\\")
        case UInt8(ascii: "\n"): raw("\\n")
        case UInt8(ascii: "\r"): raw("\\r")
        case UInt8(ascii: "\t"): raw("\\t")
        default:
            raw("\\u00")
            byte(Self.hexadecimal(unit >> 4))
            byte(Self.hexadecimal(unit & 15))
        }
    }

    static func hexadecimal(_ digit: UInt8) -> UInt8 {
        digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
    }

    /// Takes back what was written after `count` bytes.
    package mutating func truncate(to count: Int) { bytes.removeLast(bytes.count - count) }

    /// Forgets the text and keeps its room.
    package mutating func reset() { bytes.removeAll(keepingCapacity: true) }
}
