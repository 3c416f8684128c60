package import BasinCore

/// Which partitions of a dataset a page shows: so many that they are a picture.
package struct PartitionWindow: Sendable, Equatable {
    package let granularity: Granularity
    /// In the granularity's own count; half-open.
    package let range: Range<Int>
    /// The window through now.
    package let isLast: Bool

    /// - Parameter from: the first partition, or a day; nil: the window through now. Nil for what is neither.
    package init?(_ granularity: Granularity, from text: String?, now: Timestamp) {
        self.granularity = granularity
        let last = Self.begin(granularity, holding: now)
        guard let text else {
            range = last..<last + Self.length(granularity)
            isLast = true
            return
        }
        guard let moment = Self.moment(text, granularity) else { return nil }
        let begin = Self.aligned(granularity, Partition(granularity, holding: moment).index)
        range = begin..<begin + Self.length(granularity)
        isLast = range.contains(Partition(granularity, holding: now).index)
    }

    package var first: Partition { Partition(granularity, index: range.lowerBound) }
    package var end: Partition { Partition(granularity, index: range.upperBound) }
    /// The first partitions of the windows before and after.
    package var earlier: Partition { Partition(granularity, index: range.lowerBound - range.count) }
    package var later: Partition { end }

    private static func length(_ granularity: Granularity) -> Int {
        switch granularity {
        case .hour: 30 * 24
        case .day: 13 * 7
        case .week: 26
        case .month: 24
        case .none: 1
        }
    }

    /// Whole days of hours; whole weeks, from Monday, of days.
    private static func aligned(_ granularity: Granularity, _ index: Int) -> Int {
        switch granularity {
        case .hour: Int(Int64(index).floorDivided(by: 24)) * 24
        case .day: Int(Int64(index + 3).floorDivided(by: 7)) * 7 - 3
        case .week, .month: index
        case .none: 0
        }
    }

    private static func begin(_ granularity: Granularity, holding now: Timestamp) -> Int {
        let index = Partition(granularity, holding: now).index
        switch granularity {
        case .hour: return aligned(.hour, index) - length(.hour) + 24
        case .day: return aligned(.day, index) - length(.day) + 7
        case .week, .month: return index - length(granularity) + 1
        case .none: return 0
        }
    }

    private static func moment(_ text: String, _ granularity: Granularity) -> Timestamp? {
        let moment = Partition(text, granularity)?.start ?? CivilDate(iso8601: text).map { Partition(.day, index: $0.daysSinceEpoch).start }
        // Years that no page is about.
        return moment.flatMap { (-60_000_000_000_000_000..<250_000_000_000_000_000).contains($0.microseconds) ? $0 : nil }
    }
}
