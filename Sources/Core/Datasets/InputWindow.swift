/// Which partitions of an input one partition reads: those that begin in [start − lookback, end) of the partition.
/// An input partition begins in exactly one window without look-back, so nothing is read twice, weeks in months
/// included. The window is clipped at the dataset's `start`.
package struct InputWindow: Sendable, Hashable, Codable {
    /// Seconds before the partition's start; 0 for the partition's own time.
    package var lookbackSeconds: Int64
    /// Only of the dataset itself: its own partition before this one, where there is one.
    package var isPrevious: Bool

    package init(lookbackSeconds: Int64 = 0, isPrevious: Bool = false) {
        self.lookbackSeconds = lookbackSeconds
        self.isPrevious = isPrevious
    }

    /// The indices of the input's partitions that `partition` reads.
    ///
    /// - Parameters:
    ///   - input: the granularity of what is read.
    ///   - start: the dataset's own start, before which nothing is read; nil for a dataset without partitions.
    package func indices(of input: Granularity, for partition: Partition, start: Timestamp?) -> Range<Int> {
        if input == .none { return 0..<1 }
        if isPrevious {
            guard start.map({ partition.start > $0 }) ?? false else { return 0..<0 }
            return partition.index - 1..<partition.index
        }
        var lower = partition.start + .seconds(-lookbackSeconds)
        if let start { lower = max(lower, start) }
        return input.indices(beginningIn: lower..<max(lower, partition.end))
    }
}

extension Granularity {
    /// The partitions whose first moment lies in the time, as indices. Of `none`: the one.
    package func indices(beginningIn time: Range<Timestamp>) -> Range<Int> {
        if self == .none { return 0..<1 }
        return firstIndex(from: time.lowerBound)..<firstIndex(from: time.upperBound)
    }

    /// The first partition that begins at the moment or later.
    private func firstIndex(from moment: Timestamp) -> Int {
        let holding = Partition(self, holding: moment)
        return holding.start == moment ? holding.index : holding.index + 1
    }
}
