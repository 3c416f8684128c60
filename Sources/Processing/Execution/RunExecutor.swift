package import BasinCore
package import BasinMetastore
import BasinEngines
import Foundation
import Synchronization

/// Carries out what the scheduler starts: pins a run, has a worker make it, publishes it or reports why not.
///
/// Whatever happens is reported to the run's machine in the metastore, again and again while that cannot be written;
/// when the server ends before, the next start finds it.
package final class RunExecutor: Sendable {
    let dataFolder: String
    let metastore: Metastore
    let publisher: Publisher
    let clock: Clock
    /// Called after every end of a run, so that the scheduler looks again.
    private let onEnd: @Sendable (_ run: StartedRun, _ isPublished: Bool) -> Void
    let onProblem: @Sendable (_ runID: Int64, _ problem: String) -> Void
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
        onEnd: @escaping @Sendable (StartedRun, Bool) -> Void, onProblem: @escaping @Sendable (Int64, String) -> Void
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
                    onEnd(run, isPublished)
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
            guard !state.withLock({ $0.stopped.contains(run.lease.token) }) else { throw Stopped() }
            let result = await pool.run(order)
            try await BlockingThreads.shared.run { [self] in try conclude(run, order, pin, result, began: began) }
            return true
        } catch {
            await report(error, of: run)
            return false
        }
    }

    /// The worker was stopped from outside: by somebody who reported that himself, or with the server.
    struct Stopped: Error {}

    /// Tells the run's machine why nothing was published.
    private func report(_ error: any Error, of run: StartedRun) async {
        let unsure = error as? UnsurePublication
        let event: RunEvent
        if error is Stopped {
            event = .lost(token: run.lease.token, random: Double.random(in: 0..<1))
        } else {
            let cause = unsure?.cause ?? error
            let failure = (cause as? RunFailure) ?? RunFailure(.other, Self.words(cause))
            event = .failed(token: run.lease.token, failure, random: Double.random(in: 0..<1))
        }
        guard await record(event, of: run), let unsure else { return }
        await BlockingThreads.shared.attempt { [publisher] in publisher.discard(unsure.files) }
    }

    /// While the metastore cannot be written, nobody else would: the run has its worker's slot until this is done.
    /// - Returns: false when the server ends before; the next start finds the run.
    private func record(_ event: RunEvent, of run: StartedRun) async -> Bool {
        var isTold = false
        while true {
            do {
                _ = try await BlockingThreads.shared.run { [metastore, clock] in
                    try metastore.write { try $0.apply(event, to: run.runID, at: clock.now()).run.id }
                }
                return true
            } catch let error as BasinError where error.code == .conflict {
                // It lost its lease: somebody else answers for it.
                return true
            } catch {
                let code = (error as? BasinError)?.code
                // The same trouble every second is one trouble.
                if !isTold { onProblem(run.runID, "What became of it could not be recorded yet: \(Self.words(error))") }
                isTold = true
                // Anything else will not pass.
                guard code == .unavailable || code == .system else { return false }
                guard (try? await Task.sleep(for: .seconds(1))) != nil else { return false }
            }
        }
    }

    static func words(_ error: any Error) -> String {
        (error as? BasinError)?.message ?? error.localizedDescription
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

    /// Removes held data whose time is over. Blocks; harmless to repeat.
    package func sweepHeld() throws {
        for folder in try metastore.read({ try $0.heldFolders(until: clock.now()) }) {
            try? FileManager.default.removeItem(atPath: folder)
            try metastore.write { try $0.forgetHeld(folder) }
        }
    }
}
