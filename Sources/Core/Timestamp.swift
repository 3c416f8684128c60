/// A moment, in microseconds since 1970-01-01T00:00:00Z (leap seconds ignored, as in POSIX).
package struct Timestamp: Sendable, Hashable, Comparable, Codable {
    package var microseconds: Int64

    package init(microseconds: Int64) { self.microseconds = microseconds }

    package static func < (a: Timestamp, b: Timestamp) -> Bool { a.microseconds < b.microseconds }

    package init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }

    package static func + (a: Timestamp, b: Duration) -> Timestamp {
        let (seconds, attoseconds) = b.components
        return Timestamp(microseconds: a.microseconds &+ seconds &* 1_000_000 &+ attoseconds / 1_000_000_000_000)
    }
}

extension Timestamp: CustomStringConvertible {
    /// RFC 3339 in UTC, with microseconds only when there are any: `2018-11-03T14:00:00Z`.
    package var description: String {
        let days = microseconds.floorDivided(by: 86_400_000_000)
        let rest = microseconds - days * 86_400_000_000
        let seconds = rest / 1_000_000, micros = rest % 1_000_000
        var text = CivilDate(daysSinceEpoch: Int(days)).description
        text += "T" + pad(seconds / 3600, 2) + ":" + pad(seconds / 60 % 60, 2) + ":" + pad(seconds % 60, 2)
        if micros != 0 { text += "." + pad(micros, 6) }
        return text + "Z"
    }
}

func pad(_ value: some BinaryInteger, _ width: Int) -> String {
    let digits = String(value)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

extension Int64 {
    package func floorDivided(by divisor: Int64) -> Int64 {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}
