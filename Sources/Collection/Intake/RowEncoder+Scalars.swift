import BasinCore

extension RowEncoder {
    /// Doubles below this are exact wherever they are integral; at and beyond it two integers may share a double.
    static let exactDouble = 9_007_199_254_740_992.0

    mutating func encodeBool(_ tape: Tape, _ index: Int) -> Bool {
        switch tape.tag(index) {
        case Tape.Tag.yes: row.append(UInt8(1))
        case Tape.Tag.no: row.append(UInt8(0))
        default: return fail(.invalidField, "is not a boolean; send true or false")
        }
        return true
    }

    /// The value as an integer: an integer, or a double without a fraction such as `1.0`.
    @inline(__always)
    func integer(_ tape: Tape, _ index: Int) -> Int64? {
        switch tape.tag(index) {
        case Tape.Tag.int: return tape.int(index)
        case Tape.Tag.double:
            let value = tape.double(index)
            guard value.magnitude < Self.exactDouble, value.rounded(.towardZero) == value else { return nil }
            return Int64(value)
        default: return nil
        }
    }

    mutating func encodeInt32(_ tape: Tape, _ index: Int) -> Bool {
        guard let value = integer(tape, index), let narrow = Int32(exactly: value) else {
            return fail(.invalidField, "is not an integer of 32 bits; send a whole number in range")
        }
        row.append(narrow)
        return true
    }

    mutating func encodeInt64(_ tape: Tape, _ index: Int) -> Bool {
        guard let value = integer(tape, index) else {
            return fail(
                .invalidField,
                "is not an integer of 64 bits; send a whole number in range, without fraction or exponent")
        }
        row.append(value)
        return true
    }

    @inline(__always)
    private func number(_ tape: Tape, _ index: Int) -> Double? {
        switch tape.tag(index) {
        case Tape.Tag.double: tape.double(index)
        case Tape.Tag.int: Double(tape.int(index))
        case Tape.Tag.uint: Double(tape.uint(index))
        default: nil
        }
    }

    mutating func encodeDouble(_ tape: Tape, _ index: Int) -> Bool {
        guard let value = number(tape, index) else { return fail(.invalidField, "is not a number; send a number") }
        row.append(value.bitPattern)
        return true
    }

    mutating func encodeFloat(_ tape: Tape, _ index: Int) -> Bool {
        guard let value = number(tape, index) else { return fail(.invalidField, "is not a number; send a number") }
        let narrow = Float(value)
        guard narrow.isFinite else {
            return fail(.invalidField, "is too large for a float; declare the field as double")
        }
        row.append(narrow.bitPattern)
        return true
    }

    /// Microseconds since 1970, within the years 0001 to 9999; nil after a failure.
    mutating func timestamp(_ tape: Tape, _ index: Int, acceptsNumbers: Bool) -> Int64? {
        switch tape.tag(index) {
        case Tape.Tag.string:
            if let time = RFC3339.microseconds(tape.text(index)), RFC3339.range.contains(time) { return time }
            _ = fail(.invalidField, "is not a time of RFC 3339 in the years 0001 to 9999; send 2018-11-03T14:00:00Z")
        case Tape.Tag.int where acceptsNumbers, Tape.Tag.double where acceptsNumbers:
            if let value = integer(tape, index) {
                let (time, overflows) = value.multipliedReportingOverflow(by: 1000)
                if !overflows, RFC3339.range.contains(time) { return time }
            }
            _ = fail(.invalidField, "is not a whole number of milliseconds since 1970 in the years 0001 to 9999")
        default:
            _ = fail(
                .invalidField,
                acceptsNumbers
                    ? "is not a time; send RFC 3339 text or milliseconds since 1970"
                    : "is not a time; send RFC 3339 text, or declare format: epoch_ms")
        }
        return nil
    }

    mutating func encodeDate(_ tape: Tape, _ index: Int) -> Bool {
        guard tape.tag(index) == Tape.Tag.string, let date = CivilDate(iso8601: tape.text(index)), date.year >= 1
        else { return fail(.invalidField, "is not a date in the years 0001 to 9999; send 2018-11-03") }
        row.append(Int32(truncatingIfNeeded: date.daysSinceEpoch))
        return true
    }

    mutating func encodeUUID(_ tape: Tape, _ index: Int) -> Bool {
        let reason = "is not a UUID; send 36 characters such as 123e4567-e89b-12d3-a456-426614174000"
        guard tape.tag(index) == Tape.Tag.string else { return fail(.invalidField, reason) }
        let text = tape.text(index)
        guard text.count == 36 else { return fail(.invalidField, reason) }
        var position = 0
        for _ in 0..<16 {
            if position == 8 || position == 13 || position == 18 || position == 23 {
                guard text[position] == UInt8(ascii: "-") else { return fail(.invalidField, reason) }
                position += 1
            }
            guard let high = Self.hexDigit(text[position]), let low = Self.hexDigit(text[position + 1]) else {
                return fail(.invalidField, reason)
            }
            row.append(high << 4 | low)
            position += 2
        }
        return true
    }

    /// The network alone: the rest goes no further than this.
    mutating func encodeAddress(_ tape: Tape, _ index: Int) -> Bool {
        guard tape.tag(index) == Tape.Tag.string, let address = IPAddress(tape.text(index)) else {
            return fail(.invalidField, "is not text; send an address as a string")
        }
        address.network.append(to: &row)
        return true
    }

    @inline(__always)
    private static func hexDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
