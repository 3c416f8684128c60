/// One UTC hour, the partition of every event dataset. Counted from 1970-01-01T00 (Iceberg's `hour` transform).
package struct Hour: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    package var index: Int

    package init(index: Int) { self.index = index }

    /// The hour that holds the moment.
    package init(_ moment: Timestamp) {
        index = Int(moment.microseconds.floorDivided(by: 3_600_000_000))
    }

    /// Reads `2018-11-03T14`.
    package init?(_ text: String) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = CivilDate(iso8601: String(parts[0])), parts[1].utf8.count == 2,
            parts[1].utf8.allSatisfy({ (48...57).contains($0) }), let hour = Int(parts[1]), (0..<24).contains(hour)
        else { return nil }
        index = date.daysSinceEpoch * 24 + hour
    }

    package var start: Timestamp { Timestamp(microseconds: Int64(index) * 3_600_000_000) }
    package var end: Timestamp { Hour(index: index + 1).start }
    package var next: Hour { Hour(index: index + 1) }

    package static func < (a: Hour, b: Hour) -> Bool { a.index < b.index }

    package init(from decoder: any Decoder) throws {
        index = try decoder.singleValueContainer().decode(Int.self)
    }
    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(index)
    }

    package var description: String {
        let day = Int(Int64(index).floorDivided(by: 24))
        return "\(CivilDate(daysSinceEpoch: day))T\(pad(index - day * 24, 2))"
    }
}
