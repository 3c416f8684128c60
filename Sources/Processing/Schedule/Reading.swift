package import BasinCore

/// One dataset reading one of its inputs: which partition needs which.
package struct Reading: Sendable {
    package let input: ResolvedInput
    let granularity: Granularity
    let start: Timestamp?

    package init(_ input: ResolvedInput, by dataset: Dataset) {
        self.input = input
        granularity = dataset.granularity
        start = dataset.start
    }

    /// The input's partitions that a partition reads. Without partitions of its own, a dataset reads all there is.
    package func needed(for partition: Int) -> Range<Int>? {
        if granularity == .none, input.granularity != .none { return nil }
        return input.window.indices(of: input.granularity, for: Partition(granularity, index: partition), start: start)
    }

    /// The partitions that read any of these partitions of the input. A dataset without partitions is read as it is at
    /// the time, so a new revision of it makes no partition wrong that was made before.
    package func affected(by partitions: Range<Int>) -> Range<Int> {
        if granularity == .none { return 0..<1 }
        if input.granularity == .none { return 0..<0 }
        let first = granularity.firstIndex(notBefore: start)
        if input.window.isPrevious {
            return clipped(partitions.lowerBound + 1..<partitions.upperBound + 1, from: first)
        }
        let lower = max(partitions.lowerBound, input.granularity.firstIndex(notBefore: start))
        guard lower < partitions.upperBound else { return 0..<0 }
        let oldest = Partition(input.granularity, index: lower).start
        let newest = Partition(input.granularity, index: partitions.upperBound - 1).start
        return clipped(
            Partition(granularity, holding: oldest).index
                ..< Partition(granularity, holding: newest + .seconds(input.window.lookbackSeconds)).index + 1,
            from: first)
    }

    /// A partition before which nobody waits only for what lies beyond the input's partition: where to look on when
    /// everything up to it is missing. Never too far.
    func lookOn(from inputPartition: Int) -> Int {
        guard granularity != .none, input.granularity != .none else { return 0 }
        if input.window.isPrevious { return inputPartition }
        let begin = Partition(input.granularity, index: inputPartition).start
        return Partition(granularity, holding: begin + .seconds(input.window.lookbackSeconds)).index
    }

    private func clipped(_ range: Range<Int>, from first: Int) -> Range<Int> {
        let lower = max(range.lowerBound, first)
        return lower..<max(lower, range.upperBound)
    }
}
