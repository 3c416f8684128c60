/// A set of partition indices of one dataset, kept as ranges: years of hours cost what their gaps cost.
package struct PartitionRanges: Sendable, Hashable, Codable {
    /// Ascending, not empty, not touching.
    package private(set) var ranges: [Range<Int>] = []

    package init() {}
    package init(_ range: Range<Int>) { if !range.isEmpty { ranges = [range] } }
    /// Takes indices in any order.
    package init(_ indices: some Sequence<Int>) {
        for index in indices.sorted() {
            if let last = ranges.last, last.upperBound >= index {
                ranges[ranges.count - 1] = last.lowerBound..<max(last.upperBound, index + 1)
            } else {
                ranges.append(index..<index + 1)
            }
        }
    }

    package var isEmpty: Bool { ranges.isEmpty }
    package var count: Int { ranges.reduce(0) { $0 + $1.count } }
    package var first: Int? { ranges.first?.lowerBound }
    package var last: Int? { ranges.last.map { $0.upperBound - 1 } }

    package func contains(_ index: Int) -> Bool {
        let position = position(after: index)
        return position > 0 && ranges[position - 1].contains(index)
    }

    /// Whether every index of the range is in the set. Of an empty range: yes.
    package func contains(_ range: Range<Int>) -> Bool {
        if range.isEmpty { return true }
        let position = position(after: range.lowerBound)
        return position > 0 && ranges[position - 1].upperBound >= range.upperBound
    }

    /// The lowest index of the range that is not in the set.
    package func firstMissing(in range: Range<Int>) -> Int? {
        guard !range.isEmpty else { return nil }
        let position = position(after: range.lowerBound)
        guard position > 0, ranges[position - 1].contains(range.lowerBound) else { return range.lowerBound }
        let end = ranges[position - 1].upperBound
        return end < range.upperBound ? end : nil
    }

    /// The range of the set that holds the index.
    package func range(holding index: Int) -> Range<Int>? {
        let position = position(after: index)
        return position > 0 && ranges[position - 1].contains(index) ? ranges[position - 1] : nil
    }

    /// The lowest index of the set that is this one or later.
    package func next(from index: Int) -> Int? {
        let position = position(after: index)
        if position > 0, ranges[position - 1].contains(index) { return index }
        return position < ranges.count ? ranges[position].lowerBound : nil
    }

    /// The highest index of the set that is earlier than this one.
    package func last(before index: Int) -> Int? {
        let position = position(after: index - 1)
        return position > 0 ? min(ranges[position - 1].upperBound, index) - 1 : nil
    }

    /// What of the range is not in the set.
    package func gaps(in range: Range<Int>) -> [Range<Int>] {
        guard !range.isEmpty else { return [] }
        var gaps: [Range<Int>] = []
        var next = range.lowerBound
        var position = max(0, position(after: range.lowerBound) - 1)
        while position < ranges.count, ranges[position].lowerBound < range.upperBound {
            if ranges[position].lowerBound > next { gaps.append(next..<ranges[position].lowerBound) }
            next = max(next, ranges[position].upperBound)
            position += 1
        }
        if next < range.upperBound { gaps.append(next..<range.upperBound) }
        return gaps
    }

    package mutating func insert(_ index: Int) { insert(index..<index + 1) }

    package mutating func insert(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        // Every range that overlaps or touches becomes one with it.
        var first = position(after: range.lowerBound)
        if first > 0, ranges[first - 1].upperBound >= range.lowerBound { first -= 1 }
        var end = first
        var merged = range
        while end < ranges.count, ranges[end].lowerBound <= range.upperBound {
            merged = min(merged.lowerBound, ranges[end].lowerBound)..<max(merged.upperBound, ranges[end].upperBound)
            end += 1
        }
        ranges.replaceSubrange(first..<end, with: [merged])
    }

    package mutating func remove(_ index: Int) { remove(index..<index + 1) }

    package mutating func remove(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        var first = position(after: range.lowerBound)
        if first > 0, ranges[first - 1].upperBound > range.lowerBound { first -= 1 }
        var end = first
        var kept: [Range<Int>] = []
        while end < ranges.count, ranges[end].lowerBound < range.upperBound {
            let old = ranges[end]
            if old.lowerBound < range.lowerBound { kept.append(old.lowerBound..<range.lowerBound) }
            if old.upperBound > range.upperBound { kept.append(range.upperBound..<old.upperBound) }
            end += 1
        }
        ranges.replaceSubrange(first..<end, with: kept)
    }

    package mutating func formUnion(_ other: PartitionRanges) { for range in other.ranges { insert(range) } }

    /// How many ranges begin at or before the index.
    private func position(after index: Int) -> Int {
        var low = 0, high = ranges.count
        while low < high {
            let middle = (low + high) / 2
            if ranges[middle].lowerBound <= index { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
