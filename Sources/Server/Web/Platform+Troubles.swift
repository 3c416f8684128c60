import BasinCore
import BasinManagement
import BasinMetastore
import BasinWire

/// What is wrong, in sentences.
extension Platform {
    /// With what its run, its partition or its definition tells: only for what is shown.
    static func summary(_ trouble: DatasetTrouble, in snapshot: BasinMetastore.Snapshot) throws -> HomeSummary.Trouble {
        let mark = trouble.mark
        var summary = HomeSummary.Trouble(
            dataset: mark.name, kind: mark.kind.rawValue, owner: mark.owner, tier: mark.tier?.rawValue, partitions: trouble.count,
            state: trouble.state.rawValue, reason: trouble.message ?? "", since: trouble.since?.description)
        guard mark.kind == .dataset else {
            summary.partition = trouble.partition.map { Hour(index: $0).description }
            return summary
        }
        let dataset = try snapshot.dataset(id: mark.id)?.dataset
        let granularity = dataset?.definition.granularity ?? .none
        summary.partition = trouble.partition.map { Partition(granularity, index: $0).description }
        switch trouble.state {
        case .failed:
            guard let index = trouble.partition,
                let id = try snapshot.partition(datasetID: mark.id, index).givenUpRun, let record = try snapshot.run(id: id)
            else { break }
            let shape = dataset.map { DatasetShape(name: $0.name, granularity: $0.definition.granularity) }
            let run = try RunSummary(record, shape, report: nil)
            (summary.run, summary.since) = (run.id, run.endedAt)
            summary.reason = run.reason ?? "The run failed, and nothing more is tried by itself."
        case .stale:
            guard let index = trouble.partition else { break }
            let partition = try snapshot.partition(datasetID: mark.id, index)
            summary.since = partition.staleSince?.description
            summary.reason = partition.staleReason ?? "An input changed since it was made."
        case .late:
            let unit = granularity == .none ? "partition" : granularity.rawValue
            summary.reason = "Nothing new was published, where something is expected every \(unit)."
        case .incident: break
        }
        return summary
    }
}
