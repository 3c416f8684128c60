package import BasinCore

/// One dataset reading one of its inputs: which partition needs which.
package struct Reading: Sendable {
    package let input: ResolvedInput
    let granularity: Granularity
    let start: Timestamp?

    package init(_ input: ResolvedInput, by dataset: Dataset) {
        self.init(input, of: dataset.granularity, from: dataset.start)
    }

    /// - Parameters:
    ///   - granularity: of the dataset that reads.
    ///   - start: of the same.
    package init(_ input: ResolvedInput, of granularity: Granularity, from start: Timestamp?) {
        self.input = input
        self.granularity = granularity
        self.start = start
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

    /// The partitions that cannot be made while the whole gap is missing. It may be open at either end (`Int.min`,
    /// `Int.max`), and so may the answer. Inputs are never coarser than what reads them, so there are no holes in it.
    func waiting(for gap: Range<Int>) -> Range<Int> {
        guard granularity != .none, input.granularity != .none else { return Int.min..<Int.max }
        var lower = Int.min, upper = Int.max
        if gap.lowerBound != .min {
            lower =
                input.window.isPrevious
                ? gap.lowerBound + 1
                : Partition(granularity, holding: Partition(input.granularity, index: gap.lowerBound).start).index
        }
        if gap.upperBound != .max {
            let newest = Partition(input.granularity, index: gap.upperBound - 1).start
            upper =
                input.window.isPrevious
                ? gap.upperBound + 1
                : Partition(granularity, holding: newest + .seconds(input.window.lookbackSeconds)).index + 1
        }
        return lower..<max(lower, upper)
    }

    private func clipped(_ range: Range<Int>, from first: Int) -> Range<Int> {
        let lower = max(range.lowerBound, first)
        return lower..<max(lower, range.upperBound)
    }
}
