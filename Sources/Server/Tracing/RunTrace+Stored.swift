import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation

extension RunTrace {
    /// Of what is stored, so that a restart in between loses nothing. Nil while the run is not over, or when its
    /// dataset is not known any more.
    init?(stored runID: Int64, in snapshot: BasinMetastore.Snapshot) throws {
        guard let run = try snapshot.run(id: runID), let endedAt = run.endedAt,
            let dataset = try snapshot.dataset(id: run.datasetID)?.dataset
        else { return nil }
        self.init(
            runID: runID, dataset: dataset.name,
            partition: Partition(dataset.definition.granularity, index: run.partition).description, reason: run.reason,
            state: run.state, createdAt: run.createdAt, endedAt: endedAt,
            events: try snapshot.runEvents(runID: runID).map { stored in
                (stored.at, try JSONDecoder().decode(RunEvent.self, from: Data(stored.event.utf8)))
            }, reports: try snapshot.reports(runID: runID).map { try RunReport(text: $0) })
    }
}
