/// Two event types or datasets that one query named, whichever came first.
package struct DatasetPair: Sendable, Hashable {
    package let lower: UInt32
    package let upper: UInt32

    /// nil for one and the same.
    package init?(_ one: UInt32, _ other: UInt32) {
        guard one != other else { return nil }
        lower = min(one, other)
        upper = max(one, other)
    }

    /// All pairs of so many; of a statement that names very many, those of the first few.
    package static func all(of ids: some Collection<UInt32>) -> [DatasetPair] {
        let ids = Set(ids).sorted().prefix(mostDatasets)
        return ids.indices.flatMap { index in ids[(index + 1)...].compactMap { DatasetPair(ids[index], $0) } }
    }

    private static let mostDatasets = 12
}
