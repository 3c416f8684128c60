import BasinCore
import BasinEngines
import CProcess
import Foundation
import Synchronization

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// A worker process: takes one order at a time, and lives no longer than the process that sends them.
///
/// Three threads: the caller's reads requests, so that a cancellation and the end of the input are noticed at once; one
/// executes, for as long as the process lives; one watches memory and beats every second.
package final class WorkerMain: Sendable {
    private struct State {
        var order: WorkOrder?
        var cancellation: RunCancellation?
        /// Resident bytes that the order may reach.
        var allowance: Int64 = .max
        var commandGroup: Int32?
    }

    private let state = Mutex(State())
    private let output: WorkerOutput
    private let execution: OrderExecution
    private let work = DispatchSemaphore(value: 0)
    private let watch = DispatchSemaphore(value: 0)

    private init(output: WorkerOutput, execution: OrderExecution) {
        self.output = output
        self.execution = execution
    }

    /// Reads requests until they end, then ends the process. Blocks: call it on a thread that is not Swift's own.
    ///
    /// Other output of the process goes to its standard error from now on: it would be garbage among the replies.
    package static func run(
        input: Int32, output: Int32, engines: @escaping OrderExecution.Engines = OrderExecution.standard
    ) -> Never {
        for signal in [SIGPIPE, SIGXFSZ] { _ = Foundation.signal(signal, SIG_IGN) }
        Orphans.adopt()
        let requests = fcntl(input, F_DUPFD_CLOEXEC, 3)
        let replies = fcntl(output, F_DUPFD_CLOEXEC, 3)
        if output == 1 { dup2(2, 1) }
        let worker = WorkerMain(output: WorkerOutput(descriptor: replies), execution: OrderExecution(engines: engines))
        worker.output.send(.ready(engineVersion: "duckdb " + DuckDBConnection.libraryVersion))
        for body in [worker.execute, worker.beat] as [@Sendable () -> Void] {
            let thread = Thread(block: body)
            // DuckDB recurses over the SQL's nesting.
            thread.stackSize = 16 << 20
            thread.start()
        }
        worker.read(requests)
    }

    private func read(_ descriptor: Int32) -> Never {
        var frames = FrameBuffer()
        var buffer = [UInt8](repeating: 0, count: 64 << 10)
        while true {
            let got = Foundation.read(descriptor, &buffer, buffer.count)
            if got < 0 && errno == EINTR { continue }
            if got <= 0 { end(WorkerExit.done) }
            frames.append(buffer[..<got])
            do {
                while let frame = try frames.next() {
                    take(try JSONDecoder().decode(WorkerRequest.self, from: Data(frame)))
                }
            } catch {
                end(WorkerExit.garbage)
            }
        }
    }

    private func take(_ request: WorkerRequest) {
        switch request {
        case .cancel(let run):
            state.withLock { if $0.order?.run == run { $0.cancellation?.cancel() } }
        case .order(let order):
            let isFree = state.withLock { state in
                guard state.order == nil else { return false }
                state.order = order
                state.cancellation = RunCancellation(limits: order.limits, staging: order.staging)
                state.allowance = MemoryAllowance.bytes(before: ProcessMeter.residentBytes, limits: order.limits)
                return true
            }
            // Two orders at once: who sends them has lost count, and no answer would be understood.
            guard isFree else { end(WorkerExit.garbage) }
            work.signal()
            watch.signal()
        }
    }

    @Sendable private func execute() {
        while true {
            work.wait()
            guard
                let (order, cancellation) = state.withLock({ state in
                    state.order.flatMap { order in state.cancellation.map { (order, $0) } }
                })
            else { continue }
            let result = execution.run(order, cancellation: cancellation) { [self] group in
                // Before its output is looked at: what it left behind could still write there.
                if group == nil { Orphans.end() }
                state.withLock { $0.commandGroup = group }
                output.send(.command(group: group))
            }
            Orphans.end()
            basin_release_memory()
            state.withLock { $0 = State() }
            output.send(.result(result))
        }
    }

    @Sendable private func beat() {
        var beatAt = ContinuousClock.now
        while true {
            let now = ContinuousClock.now
            let memory = ProcessMeter.residentBytes
            let (isBusy, allowance) = state.withLock { ($0.order != nil, $0.allowance) }
            if isBusy, memory > allowance { end(WorkerExit.memory) }
            if now >= beatAt {
                beatAt = now + .seconds(1)
                output.send(.heartbeat(WorkerHeartbeat(memoryBytes: memory, cpuSeconds: ProcessMeter.cpuSeconds)))
            }
            _ = watch.wait(timeout: .now() + .milliseconds(isBusy ? 20 : 1000))
        }
    }

    /// Ends the process at once, the command with it.
    private func end(_ code: Int32) -> Never {
        // Not waiting for the lock: whoever holds it may be what hangs.
        let group = state.withLockIfAvailable { $0.commandGroup } ?? nil
        if let group { kill(-group, SIGKILL) }
        Orphans.end()
        _exit(code)
    }
}
