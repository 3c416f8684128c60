import BasinCore
import BasinMetastore
import BasinWarehouse
import Foundation

/// What follows from a worker's result. Every call blocks.
extension RunExecutor {
    /// - Parameter order: of which that is the result.
    /// - Throws: what became of the run, unless there is a new revision.
    func conclude(_ run: StartedRun, _ order: WorkOrder, _ pin: RunPin, _ result: WorkResult, began: Timestamp) throws {
        var report = RunReport(run, result, startedAt: began, endedAt: clock.now())
        report.checkedBeside = order.checkInputs.map(\.name)
        defer { removeStaging(run) }
        switch result.outcome {
        case .success(let output) where output.isPublishable:
            // Before the publication: whoever sees the revision finds its report.
            try save(report, run)
            _ = try publisher.publish(output, runID: run.runID, token: run.lease.token, pin: pin)
        case .success(let output):
            // Whether it can be kept or not, the check's answer is what counts.
            throw RunFailure(.userError, Self.failedChecks(output) + (keep(run, &report) ?? ""))
        case .failure(let failure):
            // First: on a full disk its room may be what the report needs.
            removeStaging(run)
            do {
                try save(report, run)
            } catch {
                onProblem(run.runID, "Its report could not be recorded: \(Self.words(error))")
            }
            guard let kind = failure.kind.ofRun else { throw Stopped() }
            throw RunFailure(kind, failure.message)
        }
    }

    /// Keeps what a failed audit judged, to be looked at.
    /// - Returns: why it is not kept, if it is not.
    private func keep(_ run: StartedRun, _ report: inout RunReport) -> String? {
        let folder = "\(dataFolder)/held/\(run.runID)-\(run.lease.token)"
        report.heldFolder = folder
        report.heldUntil = clock.now() + Self.heldFor
        do {
            // Recorded first, so that no folder is there that nobody knows.
            try save(report, run)
            try hold(run, in: folder)
            return nil
        } catch {
            report.heldFolder = nil
            report.heldUntil = nil
            try? save(report, run)
            return " What it made could not be kept: \(Self.words(error))"
        }
    }

    private static func failedChecks(_ output: AuditedOutput) -> String {
        let failed = output.checks.filter { $0.isBlocking && !$0.passed }
        let first = failed.first.map { "\($0.name): \($0.message)" } ?? ""
        let more = failed.count > 1 ? " (\(failed.count - 1) more failed)" : ""
        return "The check \(first)\(more) Correct the data or the SQL, or the check; nothing was published."
    }

    private func save(_ report: RunReport, _ run: StartedRun) throws {
        let text = try report.text
        let used = RunUsageRecord(
            token: run.lease.token, runID: run.runID, datasetID: run.datasetID, endedAt: report.endedAt,
            peakBytes: report.usage.peakBytes, usage: Usage(report.usage, rows: report.rows))
        try metastore.write {
            try $0.saveReport(
                text, runID: run.runID, attempt: run.tries, heldFolder: report.heldFolder, heldUntil: report.heldUntil)
            // Once for each lease, however often its report is saved.
            try $0.addRunUsage(used)
        }
    }

    func staging(_ run: StartedRun) -> String { "\(dataFolder)/staging/\(run.runID)-\(run.lease.token)" }

    private func removeStaging(_ run: StartedRun) { try? FileManager.default.removeItem(atPath: staging(run)) }

    /// So long is the data of a failed audit kept.
    private static let heldFor = Duration.seconds(7 * 86_400)

    private func hold(_ run: StartedRun, in folder: String) throws {
        try DurableFile.createFolder(dataFolder + "/held")
        try? FileManager.default.removeItem(atPath: folder)
        try DurableFile.rename(staging(run), to: folder)
    }
}

extension WorkFailure.Kind {
    /// Nil: it was stopped from outside, which is no failure of the run.
    fileprivate var ofRun: RunFailure.Kind? {
        switch self {
        case .missingInput: .missingInput
        case .userError: .userError
        case .timeout: .timeout
        case .memory: .memory
        case .other: .other
        case .cancelled: nil
        }
    }
}
