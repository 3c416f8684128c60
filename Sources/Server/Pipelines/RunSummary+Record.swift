import BasinCore
import BasinMetastore
import BasinProcessing
import BasinWire
import Foundation

extension RunSummary {
    static let states = ["queued", "running", "publishing", "retrying", "succeeded", "failed", "cancelled"]

    init(_ record: RunRecord, _ dataset: DatasetShape?, report: RunReport?) throws {
        let machine = try record.decodedMachine()
        var revision: Int?, reason: String?, started: Timestamp?
        switch machine.state {
        case .queued: break
        case .running(let lease), .publishing(let lease): started = lease.since
        case .retrying(let moment, let failure): reason = "tried again at \(moment): \(failure.message)"
        case .succeeded(let number): revision = number
        case .failed(let failure): reason = failure.message
        case .cancelled(let person): reason = "cancelled by \(person)"
        }
        let granularity = dataset?.granularity ?? .none
        self.init(
            id: Int(record.id), dataset: dataset?.name ?? "-",
            partition: Partition(granularity, index: record.partition).description, state: record.state,
            trigger: record.reason, attempt: max(1, machine.tries), createdAt: record.createdAt.description,
            startedAt: (report?.startedAt ?? started)?.description, endedAt: record.endedAt?.description,
            rows: report?.rows.map { Int($0) }, revision: revision, backfill: record.backfillID.map { Int($0) },
            reason: reason, seconds: report?.usage.wallSeconds, cpuSeconds: report?.usage.cpuSeconds,
            peakBytes: report.map { Int($0.usage.peakBytes) }, bytesRead: report.map { Int($0.usage.bytesRead) },
            bytesWritten: report.map { Int($0.usage.bytesWritten) })
    }
}

extension RunInputSummary {
    init(_ input: RunPin.Input) {
        let partitions = input.partitions
        func name(_ index: Int?) -> String { index.map { Partition(input.granularity, index: $0).description } ?? "-" }
        self.init(
            dataset: input.name, from: name(partitions.first?.partition), to: name(partitions.last?.partition),
            partitions: partitions.count, files: partitions.reduce(0) { $0 + $1.files.count },
            rows: partitions.reduce(0) { $0 + $1.rows }, latestRevision: partitions.map(\.revision).max() ?? 0)
    }
}

extension RunEvent {
    /// A stored event as people read it.
    static func words(_ stored: String) -> String {
        guard let event = try? JSONDecoder().decode(RunEvent.self, from: Data(stored.utf8)) else { return stored }
        return switch event {
        case .started(let token, let worker, let seconds): "started under token \(token) by \(worker), for \(seconds) s at most"
        case .staged: "staged: made and checked"
        case .published(_, let revision): "published as revision \(revision)"
        case .failed(_, let failure, _): "failed (\(failure.kind.rawValue)): \(failure.message)"
        case .timedOut: "stopped at its time limit"
        case .lost: "lost with its worker or server; it begins again"
        case .retryDue: "queued again"
        case .cancelled(let person): "cancelled by \(person)"
        case .ruledOut(let failure): "ended before it began: \(failure.message)"
        }
    }
}
