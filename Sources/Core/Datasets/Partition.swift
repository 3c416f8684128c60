/// The slice of a dataset for one UTC hour, day, week or month; or all of a dataset that has no partitions.
///
/// Counted in its own unit: hours and days since 1970-01-01, weeks since the Monday 1969-12-29, months since 1970-01.
/// `Comparable` orders partitions of one granularity by time.
package struct Partition: Sendable, Hashable, Codable {
    package let granularity: Granularity
    /// 0 for `none`.
    package let index: Int

    package init(_ granularity: Granularity, index: Int) {
        self.granularity = granularity
        self.index = granularity == .none ? 0 : index
    }

    /// The partition that holds the moment.
    package init(_ granularity: Granularity, holding moment: Timestamp) {
        let days = Int(moment.microseconds.floorDivided(by: Self.dayMicroseconds))
        switch granularity {
        case .hour: self.init(.hour, index: Hour(moment).index)
        case .day: self.init(.day, index: days)
        case .week: self.init(.week, index: Int(Int64(days + 3).floorDivided(by: 7)))
        case .month:
            let date = CivilDate(daysSinceEpoch: days)
            self.init(.month, index: (date.year - 1970) * 12 + date.month - 1)
        case .none: self.init(.none, index: 0)
        }
    }

    package init(_ hour: Hour) { self.init(.hour, index: hour.index) }

    /// Reads what `description` writes. A day stands for the week that it begins (a Monday) and for the month that it
    /// begins; anything else than a partition's first moment is nil.
    package init?(_ text: String, _ granularity: Granularity) {
        switch granularity {
        case .hour:
            guard let hour = Hour(text) else { return nil }
            self.init(hour)
        case .day, .week:
            guard let date = CivilDate(iso8601: text) else { return nil }
            let partition = Partition(granularity, holding: Self.start(ofDay: date.daysSinceEpoch))
            guard partition.start == Self.start(ofDay: date.daysSinceEpoch) else { return nil }
            self = partition
        case .month:
            let day = text.utf8.count == 7 ? text + "-01" : text
            guard let date = CivilDate(iso8601: day), date.day == 1 else { return nil }
            self.init(.month, index: (date.year - 1970) * 12 + date.month - 1)
        case .none:
            guard text == Self.whole else { return nil }
            self.init(.none, index: 0)
        }
    }

    /// How the one partition of a dataset without partitions is written.
    package static let whole = "all"

    /// The first moment. Of `none`: 1970-01-01, which means nothing.
    package var start: Timestamp {
        switch granularity {
        case .hour: Hour(index: index).start
        case .day: Self.start(ofDay: index)
        case .week: Self.start(ofDay: index * 7 - 3)
        case .month: Self.start(ofDay: firstDayOfMonth.daysSinceEpoch)
        case .none: Timestamp(microseconds: 0)
        }
    }

    /// The first moment after it. Of `none`: 1970-01-01, which means nothing.
    package var end: Timestamp { granularity == .none ? start : next.start }

    /// Half-open. Of `none` empty.
    package var range: Range<Timestamp> { start..<end }

    package var next: Partition { Partition(granularity, index: index + 1) }
    package var previous: Partition { Partition(granularity, index: index - 1) }

    private var firstDayOfMonth: CivilDate {
        let year = Int(Int64(index).floorDivided(by: 12))
        return CivilDate(year: 1970 + year, month: index - year * 12 + 1, day: 1)
    }

    private static let dayMicroseconds: Int64 = 86_400_000_000
    private static func start(ofDay day: Int) -> Timestamp { Timestamp(microseconds: Int64(day) * dayMicroseconds) }
}

extension Partition: Comparable, CustomStringConvertible {
    package static func < (a: Partition, b: Partition) -> Bool { a.index < b.index }

    /// `2018-11-03T14`, `2018-11-03`, the Monday of a week, `2018-11`, or `all`.
    package var description: String {
        switch granularity {
        case .hour: return Hour(index: index).description
        case .day: return CivilDate(daysSinceEpoch: index).description
        case .week: return CivilDate(daysSinceEpoch: index * 7 - 3).description
        case .month: return String(firstDayOfMonth.description.prefix(7))
        case .none: return Self.whole
        }
    }
}

extension Granularity {
    /// The partitions that overlap the time, as indices. Of `none`: the one.
    package func indices(overlapping time: Range<Timestamp>) -> Range<Int> {
        if self == .none { return 0..<1 }
        guard !time.isEmpty else { return 0..<0 }
        let last = Timestamp(microseconds: time.upperBound.microseconds - 1)
        return Partition(self, holding: time.lowerBound).index..<Partition(self, holding: last).index + 1
    }
}
