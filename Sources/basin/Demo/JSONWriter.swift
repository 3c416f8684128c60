import BasinCore

/// Appends JSON text to bytes. The caller writes the punctuation.
struct JSONWriter {
    private(set) var bytes: [UInt8] = []

    init(capacity: Int = 768) { bytes.reserveCapacity(capacity) }

    /// Text of ours that is JSON already.
    mutating func raw(_ text: StaticString) {
        text.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    mutating func raw(_ text: [UInt8]) { bytes.append(contentsOf: text) }

    /// A string with its quotes, escaped.
    mutating func string(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "\\"):
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(byte)
            case 0..<32:
                raw("\\u00")
                bytes.append(Self.hex(byte >> 4))
                bytes.append(Self.hex(byte & 15))
            default: bytes.append(byte)
            }
        }
        bytes.append(UInt8(ascii: "\""))
    }

    mutating func integer(_ value: Int) {
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        var rest = value.magnitude
        let start = bytes.count
        repeat {
            bytes.append(48 + UInt8(truncatingIfNeeded: rest % 10))
            rest /= 10
        } while rest > 0
        bytes[start...].reverse()
    }

    /// The value divided by 10^`digits`: `fixed(12345, 3)` is 12.345.
    mutating func fixed(_ value: Int, digits: Int) {
        var scale = 1
        for _ in 0..<digits { scale *= 10 }
        if value < 0 { bytes.append(UInt8(ascii: "-")) }
        integer(abs(value) / scale)
        bytes.append(UInt8(ascii: "."))
        padded(abs(value) % scale, width: digits)
    }

    mutating func bool(_ value: Bool) { if value { raw("true") } else { raw("false") } }

    /// A UUID of version 4 and its variant, of these 128 bits, with quotes.
    mutating func uuid(_ high: UInt64, _ low: UInt64) {
        let high = high & 0xFFFF_FFFF_FFFF_0FFF | 0x4000
        let low = low & 0x3FFF_FFFF_FFFF_FFFF | 0x8000_0000_0000_0000
        bytes.append(UInt8(ascii: "\""))
        for digit in 0..<32 {
            if digit == 8 || digit == 12 || digit == 16 || digit == 20 { bytes.append(UInt8(ascii: "-")) }
            let half = digit < 16 ? high : low
            bytes.append(Self.hex(UInt8(truncatingIfNeeded: half >> UInt64(60 - digit % 16 * 4)) & 15))
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// RFC 3339 in UTC with milliseconds, with quotes. Years 0 to 9999.
    mutating func time(_ moment: Timestamp) {
        bytes.append(UInt8(ascii: "\""))
        let days = moment.microseconds.floorDivided(by: 86_400_000_000)
        let milliseconds = Int(moment.microseconds - days * 86_400_000_000) / 1000
        day(CivilDate(daysSinceEpoch: Int(days)))
        bytes.append(UInt8(ascii: "T"))
        padded(milliseconds / 3_600_000, width: 2)
        bytes.append(UInt8(ascii: ":"))
        padded(milliseconds / 60_000 % 60, width: 2)
        bytes.append(UInt8(ascii: ":"))
        padded(milliseconds / 1000 % 60, width: 2)
        bytes.append(UInt8(ascii: "."))
        padded(milliseconds % 1000, width: 3)
        raw("Z\"")
    }

    /// `2018-11-03`, without quotes.
    mutating func day(_ date: CivilDate) {
        padded(date.year, width: 4)
        bytes.append(UInt8(ascii: "-"))
        padded(date.month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        padded(date.day, width: 2)
    }

    private mutating func padded(_ value: Int, width: Int) {
        var scale = 1
        for _ in 1..<max(width, 1) { scale *= 10 }
        while scale > 0 {
            bytes.append(48 + UInt8(truncatingIfNeeded: value / scale % 10))
            scale /= 10
        }
    }

    private static func hex(_ nibble: UInt8) -> UInt8 { nibble < 10 ? 48 + nibble : 87 + nibble }
}
