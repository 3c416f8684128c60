/// How a dataset is cut into partitions. Event datasets are cut by the hour of receipt.
package enum Granularity: String, Sendable, Codable, CaseIterable {
    case hour, day, week, month
    /// One partition that is the whole dataset, made again as a whole.
    case none

    /// Finer than another: its partitions fit into the other's, or overlap them only at the ends (weeks and months).
    package func isFiner(than other: Granularity) -> Bool { rank < other.rank }

    private var rank: Int {
        switch self {
        case .hour: 0
        case .day: 1
        case .week: 2
        case .month: 3
        case .none: 4
        }
    }
}
