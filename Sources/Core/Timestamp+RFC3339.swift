extension Timestamp {
    /// Reads a date-time of RFC 3339 §5.6: `T`, `t` or a space between date and time, `Z`, `z` or an offset at the
    /// end, any number of fractional digits (those past the sixth are cut). A leap second `:60` counts as the second
    /// after `:59`. Returns nil for anything else.
    package init?(rfc3339 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count >= 20, let date = CivilDate(iso8601: UnsafeBufferPointer(rebasing: bytes[0..<10])),
            bytes[10] == UInt8(ascii: "T") || bytes[10] == UInt8(ascii: "t") || bytes[10] == UInt8(ascii: " "),
            bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            let hour = twoDigits(bytes, 11), hour < 24,
            let minute = twoDigits(bytes, 14), minute < 60,
            let second = twoDigits(bytes, 17), second <= 60
        else { return nil }
        var position = 19
        var fraction = 0
        if bytes[position] == UInt8(ascii: ".") {
            position += 1
            var digits = 0
            while position < bytes.count, case let digit = Int(bytes[position]) - 48, (0...9).contains(digit) {
                if digits < 6 { fraction = fraction * 10 + digit }
                digits += 1
                position += 1
            }
            if digits == 0 { return nil }
            while digits < 6 {
                fraction *= 10
                digits += 1
            }
        }
        guard position < bytes.count else { return nil }
        var offset = 0
        switch bytes[position] {
        case UInt8(ascii: "Z"), UInt8(ascii: "z"):
            position += 1
        case UInt8(ascii: "+"), UInt8(ascii: "-"):
            guard bytes.count >= position + 6, bytes[position + 3] == UInt8(ascii: ":"),
                let hours = twoDigits(bytes, position + 1), hours < 24,
                let minutes = twoDigits(bytes, position + 4), minutes < 60
            else { return nil }
            offset = (hours * 60 + minutes) * (bytes[position] == UInt8(ascii: "-") ? -60 : 60)
            position += 6
        default:
            return nil
        }
        guard position == bytes.count else { return nil }
        let seconds = date.daysSinceEpoch * 86400 + hour * 3600 + minute * 60 + second - offset
        self.init(microseconds: Int64(seconds) * 1_000_000 + Int64(fraction))
    }

    package init?(rfc3339 text: String) {
        var copy = text
        guard let value = copy.withUTF8({ Timestamp(rfc3339: $0) }) else { return nil }
        self = value
    }
}

extension CivilDate {
    /// Reads `2018-11-03`. Returns nil for anything else, and for days that do not exist.
    package init?(iso8601 bytes: UnsafeBufferPointer<UInt8>) {
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let century = twoDigits(bytes, 0), let yearOfCentury = twoDigits(bytes, 2),
            let month = twoDigits(bytes, 5), let day = twoDigits(bytes, 8)
        else { return nil }
        self.init(year: century * 100 + yearOfCentury, month: month, day: day)
        guard isValid else { return nil }
    }

    package init?(iso8601 text: String) {
        var copy = text
        guard let value = copy.withUTF8({ CivilDate(iso8601: $0) }) else { return nil }
        self = value
    }
}

@inline(__always)
private func twoDigits(_ bytes: UnsafeBufferPointer<UInt8>, _ at: Int) -> Int? {
    let high = Int(bytes[at]) - 48, low = Int(bytes[at + 1]) - 48
    return (0...9).contains(high) && (0...9).contains(low) ? high * 10 + low : nil
}
