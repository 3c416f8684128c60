import BasinCore
import BasinMetastore
import BasinProcessing
import Foundation

/// How often things were tried, told by the stored events.
extension SimulatedWorld {
    /// In no 24 hours more runs for corrections than the definition allows.
    func checkCorrectionBudgets() throws {
        let runs = try metastore.read { try $0.correctionRuns(since: Timestamp(microseconds: 0)) }
        for (id, made) in Dictionary(grouping: runs, by: \.datasetID) {
            let budget = byID[id]!.definition.corrections.dailyBudget
            let times = made.map(\.at).sorted()
            guard times.count > budget else { continue }
            for first in 0..<times.count - budget where times[first + budget] < times[first] + .seconds(86_400) {
                violations.append("dataset_\(id) had more than \(budget) corrections in the day from \(times[first])")
            }
        }
    }

    /// No run was tried more often than its budgets allow, and none was given up before.
    func checkRetryBudgets() throws {
        for id in troubled.sorted() {
            let (record, stored) = try metastore.read { (try $0.run(id: id), try $0.runEvents(runID: id)) }
            guard let record else {
                violations.append("run \(id) is gone")
                continue
            }
            var budget = RetryBudget(retries: try record.decodedMachine().retries)
            for (at, text) in stored {
                budget.note(try JSONDecoder().decode(RunEvent.self, from: Data(text.utf8)), at: at)
            }
            if record.state == "failed", !budget.isSpent { budget.problem = budget.problem ?? "was given up too early" }
            if let problem = budget.problem { violations.append("run \(id) \(problem)") }
        }
    }

    /// What an open backfill still waits for is really not there, and may still come.
    func checkBackfillsEnd() throws {
        for backfill in try metastore.read({ try $0.openBackfills() }) {
            let dataset = byID[backfill.datasetID]!
            let made = try metastore.read { try $0.backfilledPartitions(id: backfill.id) }
            for partition in backfill.partitions where !made.contains(partition) {
                if !dataset.definition.trigger.waitsForData || isReady(dataset, partition) {
                    violations.append("backfill \(backfill.id) leaves out \(dataset.name) \(partition)")
                }
                let isNever = needs(dataset, partition).contains { input, needed in
                    input.isEvents && needed.contains { $0 < firstHour[input.id]! }
                }
                if isNever, dataset.definition.granularity != .none {
                    violations.append("backfill \(backfill.id) waits for what never comes")
                }
            }
        }
    }
}

/// The budgets of one run, worked out from what happened to it.
private struct RetryBudget {
    let retries: Int
    private var others = 0, losses = 0
    private var missingSince: Timestamp?
    private(set) var isSpent = false
    var problem: String?

    init(retries: Int) { self.retries = retries }

    mutating func note(_ event: RunEvent, at now: Timestamp) {
        switch event {
        case .started: if isSpent { problem = "was tried again after its budget was spent" }
        case .failed(_, let failure, _):
            switch failure.kind {
            case .userError, .memory: isSpent = true
            case .missingInput:
                let since = missingSince ?? now
                missingSince = since
                // Ten minutes later three days would be over.
                if now + .seconds(600) > since + .seconds(3 * 86_400) { isSpent = true }
            case .other, .timeout: fail()
            }
        case .timedOut: fail()
        case .lost:
            losses += 1
            if losses > 20 { fail() }
        case .ruledOut: isSpent = true
        case .staged, .published, .retryDue, .cancelled: break
        }
    }

    private mutating func fail() {
        others += 1
        if others > retries { isSpent = true }
    }
}
