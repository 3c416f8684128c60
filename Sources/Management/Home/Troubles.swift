package import BasinCore
package import BasinMetastore

/// What is not as it should be, found by looking at a bounded number of rows, however many datasets there are.
package struct Troubles: Sendable {
    /// Each event type and dataset once, the worst first.
    package var all: [DatasetTrouble]
    /// There may be more than these.
    package var isCut: Bool

    /// Datasets that are listed in one state at most.
    private static let most = 500
    /// Of which it is asked whether they are late: those that stand first in the catalog.
    private static let leading = 300

    /// Of everything: what failed, is incomplete or stale wherever it is, and what is late among those that lead the catalog.
    package static func all(in snapshot: Snapshot, now: Timestamp) throws -> Troubles {
        var troubles = Troubles(all: [], isCut: false)
        var seen: Set<UInt32> = []
        func add(_ trouble: DatasetTrouble?) {
            guard let trouble, seen.insert(trouble.mark.id).inserted else { return }
            troubles.all.append(trouble)
        }
        for state in [DatasetTrouble.State.failed, .stale] {
            // What failed is not listed again as stale, and what is late goes before it.
            if state == .stale {
                for mark in try incidents(in: snapshot) { add(try incident(of: mark, in: snapshot)) }
                for mark in try snapshot.leadingDatasets(limit: leading) { add(try lateness(of: mark, in: snapshot, now: now)) }
            }
            let found = try snapshot.troubledDatasets(state == .failed ? .givenUp : .stale, limit: most)
            if found.count == most { troubles.isCut = true }
            for (mark, partitions) in found {
                add(DatasetTrouble(mark: mark, state: state, count: partitions.count, partition: partitions.last))
            }
        }
        troubles.all.sort { $0.order < $1.order }
        return troubles
    }

    /// The worst of one event type or dataset; nil when it is as it should be.
    package static func of(_ mark: DatasetMark, in snapshot: Snapshot, now: Timestamp) throws -> DatasetTrouble? {
        guard mark.standing != .removed else { return nil }
        guard mark.kind == .dataset else { return try incident(of: mark, in: snapshot) }
        if let failed = try snapshot.troubledPartitions(.givenUp, datasetID: mark.id) {
            return DatasetTrouble(mark: mark, state: .failed, count: failed.count, partition: failed.last)
        }
        if let late = try lateness(of: mark, in: snapshot, now: now) { return late }
        return try snapshot.troubledPartitions(.stale, datasetID: mark.id).map {
            DatasetTrouble(mark: mark, state: .stale, count: $0.count, partition: $0.last)
        }
    }

    private static func incidents(in snapshot: Snapshot) throws -> [DatasetMark] {
        let types = Set(try snapshot.incidents(openOnly: true, limit: 1000).map(\.typeID))
        return try types.sorted().compactMap { try snapshot.datasetMark(id: $0) }
    }

    private static func incident(of mark: DatasetMark, in snapshot: Snapshot) throws -> DatasetTrouble? {
        try snapshot.openIncident(typeID: mark.id).map {
            DatasetTrouble(
                mark: mark, state: .incident, count: $0.hour == nil ? 0 : 1, partition: $0.hour?.index, since: $0.openedAt,
                message: $0.message)
        }
    }

    /// As `Certification` says; of what somebody paused, or what is made only when asked for, nothing is expected.
    private static func lateness(of mark: DatasetMark, in snapshot: Snapshot, now: Timestamp) throws -> DatasetTrouble? {
        guard let pace = try snapshot.pace(datasetID: mark.id, ifBefore: now + .seconds(-3600)), !pace.isPaused,
            pace.trigger != .manual, let longest = pace.granularity.longestSilence,
            Duration.microseconds(now.microseconds - pace.publishedAt.microseconds) > longest
        else { return nil }
        return DatasetTrouble(mark: mark, state: .late, since: pace.publishedAt)
    }
}
