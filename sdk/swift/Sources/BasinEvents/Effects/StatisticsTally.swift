/// Counts of one thread that are published together, so that the lock is not taken with every event.
struct StatisticsTally {
    private var types: [String: Statistics.Counts] = [:]

    subscript(type: String) -> Statistics.Counts {
        get { types[type] ?? Statistics.Counts() }
        _modify { yield &types[type, default: Statistics.Counts()] }
    }

    mutating func publish(to statistics: Guarded<Statistics>) {
        guard !types.isEmpty else { return }
        statistics.withLock { statistics in
            for (type, counts) in types { statistics.types[type, default: Statistics.Counts()].add(counts) }
        }
        types.removeAll(keepingCapacity: true)
    }
}
