package import BasinCore
package import BasinMetastore
import BasinEngines
import Foundation
import Synchronization

/// Carries out what the scheduler starts: pins a run, has a worker make it, publishes it or reports why not.
///
/// Whatever happens is reported to the run's machine in the metastore; when even that fails, the run's deadline or the
/// next start finds it.
package final class RunExecutor: Sendable {
    let dataFolder: String
    let metastore: Metastore
    let publisher: Publisher
    let clock: Clock
    /// Called after every end of a run, so that the scheduler looks again.
    private let onEnd: @Sendable (_ datasetID: UInt32, _ isPublished: Bool) -> Void
    private let onProblem: @Sendable (_ runID: Int64, _ problem: String) -> Void
    private let starts: AsyncStream<StartedRun>
    private let queue: AsyncStream<StartedRun>.Continuation
    private let parser = QueryParser()
    private let state = Mutex(State())

    private struct State {
        /// Tokens of what was started and has not ended.
        var underWay: Set<Int64> = []
        /// Of these, the ones that are to end.
        var stopped: Set<Int64> = []
        var pool: WorkerPool?
    }

    package init(
        dataFolder: String, publisher: Publisher, metastore: Metastore, clock: Clock,
        onEnd: @escaping @Sendable (UInt32, Bool) -> Void, onProblem: @escaping @Sendable (Int64, String) -> Void
    ) {
        self.dataFolder = dataFolder
        self.publisher = publisher
        self.metastore = metastore
        self.clock = clock
        self.onEnd = onEnd
        self.onProblem = onProblem
        (starts, queue) = AsyncStream.makeStream()
    }

    /// Takes a run to be made. Returns at once.
    package func start(_ run: StartedRun) {
        state.withLock { _ = $0.underWay.insert(run.lease.token) }
        queue.yield(run)
    }

    package func isUnderWay(_ token: Int64) -> Bool { state.withLock { $0.underWay.contains(token) } }

    /// Ends the run soon. A newer try of the same run that is hit counts as lost, and begins again.
    package func stop(_ runID: Int64, _ token: Int64) {
        let pool = state.withLock { state in
            if state.underWay.contains(token) { state.stopped.insert(token) }
            return state.pool
        }
        pool?.cancel(run: String(runID))
    }

    /// Makes runs with the pool's workers until cancelled; then ends those under way, which count as lost.
    package func run(_ pool: WorkerPool) async {
        state.withLock { $0.pool = pool }
        await withDiscardingTaskGroup { group in
            for await run in starts {
                group.addTask { [self] in
                    let isPublished = await execute(run, pool)
                    state.withLock { state in
                        state.underWay.remove(run.lease.token)
                        state.stopped.remove(run.lease.token)
                    }
                    onEnd(run.datasetID, isPublished)
                }
            }
            group.cancelAll()
        }
        state.withLock { $0.pool = nil }
    }

    /// - Returns: whether there is a new revision.
    private func execute(_ run: StartedRun, _ pool: WorkerPool) async -> Bool {
        let began = clock.now()
        do {
            let (order, pin) = try await BlockingThreads.shared.run { [self] in try prepare(run) }
            // Somebody may have stopped it before a worker had it.
            guard !state.withLock({ $0.stopped.contains(run.lease.token) }) else {
                await BlockingThreads.shared.attempt { [self] in lose(run) }
                return false
            }
            let result = await pool.run(order)
            return try await BlockingThreads.shared.run { [self] in
                try conclude(run, order, pin, result, began: began)
            }
        } catch {
            await BlockingThreads.shared.attempt { [self] in fail(run, error) }
            return false
        }
    }

    // MARK: Blocking

    private func prepare(_ run: StartedRun) throws -> (WorkOrder, RunPin) {
        let (record, dataset, pin) = try metastore.write { transaction in
            guard let record = try transaction.snapshot.run(id: run.runID),
                let dataset = try transaction.snapshot.dataset(id: run.datasetID)?.dataset
            else { throw BasinError(.damaged, "Run \(run.runID) or its dataset is not in the metastore.") }
            let pin = try RunPin.of(record, dataset, run.partition, in: transaction.snapshot)
            try transaction.setPin(try pin.text, runID: run.runID, token: run.lease.token)
            return (record, dataset, pin)
        }
        let keys = try metastore.read { try CheckInputs.of(dataset.definition, parser, in: $0) }
        return (WorkOrder(run, record, dataset, pin, keys: keys, staging: staging(run), now: clock.now()), pin)
    }

    private func conclude(
        _ run: StartedRun, _ order: WorkOrder, _ pin: RunPin, _ result: WorkResult, began: Timestamp
    ) throws -> Bool {
        var report = RunReport(run, result, startedAt: began, endedAt: clock.now())
        defer { removeStaging(run) }
        switch result.outcome {
        case .success(let output) where output.isPublishable:
            // Before the publication: whoever sees the revision finds its report.
            try save(report, run)
            _ = try publisher.publish(output, runID: run.runID, token: run.lease.token, pin: pin)
            return true
        case .success(let output):
            report.heldFolder = "\(dataFolder)/held/\(run.runID)-\(run.lease.token)"
            report.heldUntil = clock.now() + Self.heldFor
            // Recorded first, so that no folder is there that nobody knows.
            try save(report, run)
            try hold(run, in: report.heldFolder ?? "")
            throw RunFailure(.userError, Self.failedChecks(output))
        case .failure(let failure):
            try save(report, run)
            guard let kind = failure.kind.ofRun else {
                lose(run)
                return false
            }
            throw RunFailure(kind, failure.message)
        }
    }

    private static func failedChecks(_ output: AuditedOutput) -> String {
        let failed = output.checks.filter { $0.isBlocking && !$0.passed }
        let first = failed.first.map { "\($0.name): \($0.message)" } ?? ""
        let more = failed.count > 1 ? " (\(failed.count - 1) more failed)" : ""
        return "The check \(first)\(more) Correct the data or the SQL, or the check; nothing was published."
    }

    private func fail(_ run: StartedRun, _ error: any Error) {
        removeStaging(run)
        let failure = (error as? RunFailure) ?? RunFailure(.other, (error as? BasinError)?.message ?? "\(error)")
        apply(.failed(token: run.lease.token, failure, random: Double.random(in: 0..<1)), run)
    }

    /// The worker was stopped from outside: by somebody who reported that himself, or with the server.
    private func lose(_ run: StartedRun) {
        apply(.lost(token: run.lease.token, random: Double.random(in: 0..<1)), run)
    }

    private func apply(_ event: RunEvent, _ run: StartedRun) {
        do {
            _ = try metastore.write { try $0.apply(event, to: run.runID, at: clock.now()) }
        } catch let error as BasinError where error.code == .conflict {
            // It lost its lease: somebody else answers for it.
        } catch {
            onProblem(run.runID, "What became of it could not be recorded: \(error)")
        }
    }

    private func save(_ report: RunReport, _ run: StartedRun) throws {
        let text = try report.text
        try metastore.write {
            try $0.saveReport(
                text, runID: run.runID, attempt: run.tries, heldFolder: report.heldFolder, heldUntil: report.heldUntil)
        }
    }

    private func staging(_ run: StartedRun) -> String { "\(dataFolder)/staging/\(run.runID)-\(run.lease.token)" }

    private func removeStaging(_ run: StartedRun) { try? FileManager.default.removeItem(atPath: staging(run)) }

    /// So long is the data of a failed audit kept.
    private static let heldFor = Duration.seconds(7 * 86_400)

    private func hold(_ run: StartedRun, in folder: String) throws {
        try FileManager.default.createDirectory(atPath: dataFolder + "/held", withIntermediateDirectories: true)
        try? FileManager.default.removeItem(atPath: folder)
        try FileManager.default.moveItem(atPath: staging(run), toPath: folder)
    }

    /// Removes held data whose time is over. Blocks; harmless to repeat.
    package func sweepHeld() throws {
        for folder in try metastore.read({ try $0.heldFolders(until: clock.now()) }) {
            try? FileManager.default.removeItem(atPath: folder)
            try metastore.write { try $0.forgetHeld(folder) }
        }
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
