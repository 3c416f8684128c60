import BasinCore
package import BasinEngines
import Foundation
import Synchronization

/// Runs queries in processes of their own, one at a time in each, so that whatever a query does to its process is done to
/// no one else. Who comes while all are busy gets one more: how many queries run at a time is the caller's to say.
///
/// A worker that came to a query's end has the next one: each query has a DuckDB instance of its own, which is closed with
/// it. Every other is ended. `stop` must be called.
package final class QueryWorkerPool: QueryExecutor {
    private struct State {
        /// The last one first: those that nobody needs grow old.
        var idle: [QueryWorkerProcess] = []
        var busy: [Int32: QueryWorkerProcess] = [:]
        var starter: StartingThread?
        var isStopping = false
    }

    private let settings: QueryWorkerSettings
    private let launch: @Sendable () throws -> ChildStart
    private let onLoss: @Sendable (String) -> Void
    private let state = Mutex(State())

    /// Starts nothing yet.
    /// - Parameters:
    ///   - launch: how a worker is started; asked each time.
    ///   - onLoss: is told how a worker ended that should not have; must be quick.
    package init(
        settings: QueryWorkerSettings = QueryWorkerSettings(), launch: @escaping @Sendable () throws -> ChildStart,
        onLoss: @escaping @Sendable (String) -> Void = { _ in }
    ) {
        self.settings = settings
        self.launch = launch
        self.onLoss = onLoss
        // A worker that goes away must not take this process with it.
        _ = signal(SIGPIPE, SIG_IGN)
    }

    deinit { state.withLock { $0.starter }?.end() }

    /// Of the workers that there are now.
    package var processes: [Int32] { state.withLock { $0.idle.map(\.process) + $0.busy.keys } }

    package func run(
        _ order: QueryOrder, openers: [UInt32: ValueOpener.Open], cancellation: QueryCancellation, _ taker: QueryTaker
    ) throws -> QueryOutcome {
        var order = order
        // The system counts what its process takes.
        order.limits.measuresOperators = false
        let content = try JSONEncoder().encode(order)
        guard content.count <= QueryFrame.limit(of: .order) else {
            throw BasinError(.query, "The query names too many files; name fewer datasets, or have them compacted.")
        }
        let worker = try take(cancellation)
        let before = ProcessorTime.of(worker.process)
        var exchange = QueryExchange(
            order, openers: openers, cancellation: cancellation, taker: taker, grace: settings.grace)
        let result = Result {
            try cancellation.watching(time: order.limits.time, interrupt: { [wake = worker.wake] in wake.wake() }) {
                try exchange.run(content, on: worker)
            }
        }
        if let before, let after = ProcessorTime.of(worker.process) { taker.processorMicros(max(0, after - before)) }
        if exchange.isOver || !exchange.isBegun, giveBack(worker) { return try result.get() }
        let end = discard(worker)
        ResultFile.removeAll(ofProcess: worker.process, in: order.directory)
        do {
            return try result.get()
        } catch let loss as QueryWorkerLoss {
            if state.withLock(\.isStopping) { throw Self.stopping }
            onLoss("\(loss), \(end)")
            throw loss.error(end)
        }
    }

    /// Ends every worker, those with a query too, and waits until none is left. Blocks, some seconds at most. Idempotent.
    package func stop() {
        let (idle, starter) = state.withLock { state in
            state.isStopping = true
            // None of them was waited for: who does that takes it out first.
            for worker in state.busy.values { worker.kill() }
            defer { state.idle = [] }
            return (state.idle, state.starter)
        }
        for worker in idle { _ = worker.end() }
        // Once, when the server stops: whoever took a worker sees its end and gives it back.
        let end = ContinuousClock.now + .seconds(5)
        while !state.withLock({ $0.busy.isEmpty }), ContinuousClock.now < end { usleep(5000) }
        starter?.end()
    }

    private static let stopping = BasinError(.unavailable, "The server stops; run the query again when it is back.")

    // MARK: Workers

    private func take(_ cancellation: QueryCancellation) throws -> QueryWorkerProcess {
        while true {
            let known = try state.withLock { state -> QueryWorkerProcess? in
                if state.isStopping { throw Self.stopping }
                guard let worker = state.idle.popLast() else { return nil }
                state.busy[worker.process] = worker
                return worker
            }
            guard let known else { return try start(cancellation) }
            if known.isFit { return known }
            onLoss("idle, \(discard(known))")
        }
    }

    private func start(_ cancellation: QueryCancellation) throws -> QueryWorkerProcess {
        let worker: QueryWorkerProcess
        do {
            worker = try starter().run { [launch] in try QueryWorkerProcess(try launch()) }
        } catch is StartingThread.Ended {
            throw Self.stopping
        }
        try state.withLock { state in
            if state.isStopping { throw Self.stopping }
            state.busy[worker.process] = worker
        }
        do {
            try awaitReady(worker, cancellation)
            return worker
        } catch {
            let end = discard(worker)
            guard error is QueryWorkerLoss else { throw error }
            onLoss("at its start, \(end)")
            throw BasinError(.system, "A worker process for the query ended at its start with \(end); ask the operator.")
        }
    }

    private func awaitReady(_ worker: QueryWorkerProcess, _ cancellation: QueryCancellation) throws {
        let limit = ContinuousClock.now + settings.startTime
        while ContinuousClock.now < limit {
            try cancellation.check(time: .zero)
            if let (kind, content) = try worker.next() {
                guard kind == .ready else { throw QueryWorkerLoss.garbage }
                guard content == Array(BasinVersion.current.utf8) else {
                    throw BasinError(
                        .unavailable, "The program was replaced by another version while the server runs; restart the server.")
                }
                return
            }
            try worker.wait(atMost: .milliseconds(100))
        }
        throw BasinError(.system, "A worker process for the query was not ready after \(settings.startTime); is the machine overloaded?")
    }

    private func starter() -> StartingThread {
        state.withLock { state in
            if let starter = state.starter { return starter }
            let made = StartingThread(label: "basin.query.start", every: .seconds(5)) { [weak self] in self?.endIdle() }
            state.starter = made
            return made
        }
    }

    /// False when it is to have no other query.
    private func giveBack(_ worker: QueryWorkerProcess) -> Bool {
        guard worker.isFlushed, worker.orders < settings.ordersPerWorker,
            ResidentMemory.of(worker.process) <= settings.idleBytes
        else { return false }
        return state.withLock { state in
            if state.isStopping { return false }
            state.busy[worker.process] = nil
            worker.idleSince = ContinuousClock.now
            state.idle.append(worker)
            return true
        }
    }

    private func discard(_ worker: QueryWorkerProcess) -> ChildEnd {
        state.withLock { _ = $0.busy.removeValue(forKey: worker.process) }
        return worker.end()
    }

    /// One stays warm.
    private func endIdle() {
        let old = state.withLock { state in
            let limit = ContinuousClock.now - settings.idleTime
            let old = state.idle.dropLast().prefix { $0.idleSince < limit }
            state.idle.removeFirst(old.count)
            return Array(old)
        }
        for worker in old { _ = worker.end() }
    }
}
