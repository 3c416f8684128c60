/// JSON text as it is written, piece by piece.
struct JSONBytes {
    private(set) var bytes: [UInt8]

    init(_ begin: [UInt8] = [], reserving count: Int = 0) {
        bytes = begin
        bytes.reserveCapacity(count)
    }

    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    /// A string, escaped as far as JSON asks.
    mutating func text(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        // Nearly always.
        if text.utf8.allSatisfy({ $0 >= 0x20 && $0 != UInt8(ascii: "\"") && $0 != UInt8(ascii: "\\") }) {
            bytes.append(contentsOf: text.utf8)
        } else {
            escape(text)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    private mutating func escape(_ text: String) {
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case ..<0x20:
                raw("\\u00")
                bytes.append(contentsOf: [Self.digit(byte >> 4), Self.digit(byte & 0xF)])
            default: bytes.append(byte)
            }
        }
    }

    mutating func number(_ value: Int) { bytes.append(contentsOf: String(value).utf8) }

    /// Those that JSON has no number for are texts, as in protobuf's JSON.
    mutating func number(_ value: Double) {
        guard value.isFinite else { return text(value.isNaN ? "NaN" : value > 0 ? "Infinity" : "-Infinity") }
        bytes.append(contentsOf: String(value).utf8)
    }

    /// An integer of 64 bits, in quotes; with more digits behind it.
    mutating func numberAsText(_ value: Int64, _ more: StaticString = "") {
        bytes.append(UInt8(ascii: "\""))
        bytes.append(contentsOf: String(value).utf8)
        raw(more)
        bytes.append(UInt8(ascii: "\""))
    }

    private static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
    }
}
