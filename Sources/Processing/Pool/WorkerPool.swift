package import BasinEngines
import Foundation
import Synchronization

/// Warm worker processes, and the orders that wait for one, first come, first served. Who goes first, and how many may
/// at all, is the scheduler's to decide.
///
/// Every worker has a thread of its own in this process, which does nothing but wait for it. `stop` must be called.
package final class WorkerPool: Sendable {
    private struct State {
        var queue: [WorkerJob] = []
        /// By slot.
        var running: [Int: WorkerJob] = [:]
        var live = 0
        var isStopping = false
        var stopped: [CheckedContinuation<Void, Never>] = []
    }

    let settings: WorkerPoolSettings
    let launch: @Sendable () throws -> ChildStart
    private let state = Mutex(State())
    private let wakes: [WakePipe]

    /// Starts the workers.
    /// - Parameter launch: how a worker is started; asked each time.
    /// - Throws: `.unavailable` when the system has no pipes left.
    package init(settings: WorkerPoolSettings, launch: @escaping @Sendable () throws -> ChildStart) throws {
        self.settings = settings
        self.launch = launch
        wakes = try (0..<settings.workers).map { _ in try WakePipe() }
        // A worker that goes away must not take this process with it.
        _ = signal(SIGPIPE, SIG_IGN)
        state.withLock { $0.live = settings.workers }
        for number in 0..<settings.workers {
            let slot = WorkerSlot(pool: self, number: number, wake: wakes[number])
            let thread = Thread { slot.run() }
            thread.name = "basin.worker.\(number)"
            thread.start()
        }
    }

    /// Executes an order in a worker. Cancelling the task cancels the order.
    /// - Parameter heartbeat: called every second while a worker has the order, on a thread of the pool; must not block.
    /// - Returns: always a result; of a worker that was lost, a failure that says how.
    package func run(
        _ order: WorkOrder, heartbeat: @escaping @Sendable (WorkerHeartbeat) -> Void = { _ in }
    ) async -> WorkResult {
        let job = WorkerJob(order: order, heartbeat: heartbeat)
        let isTaken = state.withLock { state in
            if !state.isStopping { state.queue.append(job) }
            return !state.isStopping
        }
        if isTaken { wakeAll() } else { job.end(.cancelled, Self.stopping) }
        return await withTaskCancellationHandler {
            await job.result
        } onCancel: {
            cancel { $0 === job }
        }
    }

    /// Stops the orders of a run, waiting or running; they end soon as `cancelled`. Idempotent.
    package func cancel(run: String) { cancel { $0.order.run == run } }

    /// Ends every worker and every order, and waits until no process is left. Idempotent.
    package func stop() async {
        let waiting = state.withLock { state in
            state.isStopping = true
            defer { state.queue = [] }
            return state.queue
        }
        for job in waiting { job.end(.cancelled, Self.stopping) }
        wakeAll()
        await withCheckedContinuation { continuation in
            let isOver = state.withLock { state in
                if state.live > 0 { state.stopped.append(continuation) }
                return state.live == 0
            }
            if isOver { continuation.resume() }
        }
    }

    static let stopping = "The server stops; the run goes on when it is back."

    private func cancel(_ isMeant: (WorkerJob) -> Bool) {
        let (waiting, slots) = state.withLock { state in
            let waiting = state.queue.filter(isMeant)
            state.queue.removeAll(where: isMeant)
            let running = state.running.filter { isMeant($0.value) }
            for job in running.values { job.cancel() }
            return (waiting, Array(running.keys))
        }
        for job in waiting { job.end(.cancelled, "The run was cancelled before it began.") }
        for slot in slots { wakes[slot].wake() }
    }

    private func wakeAll() { for wake in wakes { wake.wake() } }

    // MARK: For the slots

    var isStopping: Bool { state.withLock(\.isStopping) }

    func take(slot: Int) -> WorkerJob? {
        state.withLock { state in
            guard !state.queue.isEmpty else { return nil }
            let job = state.queue.removeFirst()
            state.running[slot] = job
            return job
        }
    }

    func finished(slot: Int) { state.withLock { state in _ = state.running.removeValue(forKey: slot) } }

    func left() {
        let waiting = state.withLock { state in
            state.live -= 1
            guard state.live == 0 else { return [CheckedContinuation<Void, Never>]() }
            defer { state.stopped = [] }
            return state.stopped
        }
        for continuation in waiting { continuation.resume() }
    }
}
