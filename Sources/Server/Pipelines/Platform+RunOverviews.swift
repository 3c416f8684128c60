import BasinCore
import BasinMetastore
import BasinProcessing
import BasinWire

/// What the doors ask about many runs at once. Nothing of it reads all runs, or all datasets.
extension Platform {
    func findRuns(_ filter: RunFilter) async throws -> [RunSummary] {
        try await read { snapshot in
            var choice = RunChoice(
                state: filter.state, reason: filter.trigger, backfillID: filter.backfill.map { Int64($0) },
                before: filter.before.map { Int64($0) })
            if let dataset = filter.dataset {
                let found = try Self.madeDataset(named: dataset, in: snapshot)
                choice.datasetID = found.id
                choice.partition = try filter.partition.map { try Self.partition($0, of: found).index }
            } else if filter.partition != nil {
                throw BasinError(.invalid, "A partition is of a dataset; give `dataset` too.")
            }
            if let state = filter.state, !RunSummary.states.contains(state) {
                throw BasinError(.invalid, "`state` is none of \(RunSummary.states.joined(separator: ", ")).")
            }
            if let trigger = filter.trigger, RunReason(rawValue: trigger) == nil {
                throw BasinError(
                    .invalid, "`trigger` is none of \(RunReason.allCases.map(\.rawValue).joined(separator: ", ")).")
            }
            return try Self.summaries(snapshot.runs(choice, limit: min(max(1, filter.limit), 1000)), snapshot)
        }
    }

    func runActivity() async throws -> RunActivity {
        let now = clock.now()
        return try await read { [pipelines] snapshot in
            let active = try snapshot.unfinishedRunCounts()
            let ended = try snapshot.endedRunCounts(since: now + .seconds(-86_400))
            let troubled = try snapshot.troubledPartitionCounts()
            return RunActivity(
                at: now.description, queued: active["queued"] ?? 0, running: active["running"] ?? 0,
                publishing: active["publishing"] ?? 0, retrying: active["retrying"] ?? 0, succeeded: ended["succeeded"] ?? 0,
                failed: ended["failed"] ?? 0, cancelled: ended["cancelled"] ?? 0, failedPartitions: troubled.failed,
                stalePartitions: troubled.stale, workers: pipelines.workers)
        }
    }

    /// - Parameter from: nil: so many hours ago.
    func runTimeline(_ dataset: String?, from: String?, hours: Int, limit: Int) async throws -> RunTimeline {
        let length = Duration.seconds(Int64(min(max(1, hours), 168)) * 3600)
        let begin = try from.map { text in
            guard let moment = Timestamp(rfc3339: text) ?? Partition(text, .day)?.start else {
                throw BasinError(.invalid, "`from` is no time; write it like 2018-11-03T00:00:00Z, or as a day.")
            }
            return moment
        } ?? clock.now() + .seconds(-length.components.seconds)
        let times = begin..<begin + length
        let most = min(max(1, limit), 500)
        return try await read { snapshot in
            let id = try dataset.map { try Self.madeDataset(named: $0, in: snapshot).id }
            let found = try snapshot.runs(between: times, datasetID: id, limit: most + 1)
            return RunTimeline(
                from: times.lowerBound.description, to: times.upperBound.description,
                runs: try Self.summaries(Array(found.prefix(most).reversed()), snapshot), isCut: found.count > most)
        }
    }

    /// Definitions are not read: of each dataset its name and how it is cut are enough.
    static func summaries(_ records: [RunRecord], _ snapshot: BasinMetastore.Snapshot) throws -> [RunSummary] {
        let shapes = try snapshot.datasetShapes(records.map(\.datasetID))
        let reports = try snapshot.lastReports(runIDs: records.map(\.id))
        return try records.map { record in
            try RunSummary(record, shapes[record.datasetID], report: reports[record.id].map { try RunReport(text: $0) })
        }
    }
}
