package import BasinCore
package import BasinMetastore

/// Something that is not as it should be, of one event type or dataset: the worst of it.
package struct DatasetTrouble: Sendable, Hashable {
    /// The worst first.
    package enum State: String, Sendable, CaseIterable {
        /// Partitions are not made, and nothing more is tried by itself.
        case failed
        /// Hours of an event type are not complete.
        case incident
        /// Nothing was published for longer than a partition takes, as `Certification` says.
        case late
        /// Partitions were made of inputs that changed since.
        case stale
    }

    package var mark: DatasetMark
    package var state: State
    /// Partitions that are so; 0 where it is about the whole.
    package var count: Int
    /// The index of the latest of them: of an event type, an hour.
    package var partition: Int?
    /// When data last came to what is late, and when an incident began; of others the run or the partition tells.
    package var since: Timestamp?
    package var message: String?

    package init(
        mark: DatasetMark, state: State, count: Int = 0, partition: Int? = nil, since: Timestamp? = nil, message: String? = nil
    ) {
        self.mark = mark
        self.state = state
        self.count = count
        self.partition = partition
        self.since = since
        self.message = message
    }

    /// By how bad it is, how much it matters, and how many care.
    package var order: (Int, Int, Int, String) {
        let state = State.allCases.firstIndex(of: state) ?? 0
        let tier = mark.tier.flatMap(Tier.allCases.firstIndex) ?? Tier.allCases.count
        return (state, tier, -mark.uses, mark.name)
    }
}
