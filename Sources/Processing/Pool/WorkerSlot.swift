import BasinCore
import BasinEngines
import Foundation

/// One worker after another, in a thread of its own: starts it, hands it orders, and replaces it when it is lost, worn
/// or silent.
struct WorkerSlot: Sendable {
    let pool: WorkerPool
    let number: Int
    let wake: WakePipe

    private var settings: WorkerPoolSettings { pool.settings }

    func run() {
        var worker: WorkerProcess?
        var failures = 0
        while !pool.isStopping {
            do {
                let current = try worker ?? started()
                worker = current
                guard let job = pool.take(slot: number) else {
                    try idle(current)
                    if current.memoryBytes > settings.idleBytes { worker = nil }
                    continue
                }
                let isUsable = execute(job, current)
                pool.finished(slot: number)
                failures = 0
                if !isUsable || current.orders >= settings.ordersPerWorker { worker = nil }
            } catch {
                worker = nil
                if pool.isStopping { break }
                failures += 1
                // Whoever waits should know; the run's own back-off takes it from there.
                if failures > 1, let job = pool.take(slot: number) {
                    pool.finished(slot: number)
                    job.end(.other, "No worker can be started: \(Self.words(error)) See the server's error output.")
                }
                pause(settings.pause(afterFailures: failures))
            }
        }
        worker = nil
        pool.left()
    }

    private func started() throws -> WorkerProcess {
        let worker = try WorkerProcess(try pool.launch())
        let limit = ContinuousClock.now + settings.startTime
        while !pool.isStopping {
            let left = limit - ContinuousClock.now
            guard left > .zero else { throw BasinError(.system, "A worker was not ready after \(settings.startTime).") }
            do {
                for case .ready in try worker.wait(wake: wake, atMost: left) { return worker }
            } catch {
                throw BasinError(.system, "A worker ended at its start with \(worker.kill()).")
            }
        }
        throw BasinError(.unavailable, WorkerPool.stopping)
    }

    /// Until there may be something to do.
    private func idle(_ worker: WorkerProcess) throws {
        let left = worker.lastHeard + settings.silence - ContinuousClock.now
        guard left > .zero else { throw BasinError(.system, "An idle worker stopped answering.") }
        do {
            _ = try worker.wait(wake: wake, atMost: left)
        } catch {
            throw BasinError(.system, "An idle worker ended with \(worker.kill()).")
        }
    }

    private func pause(_ time: Duration) {
        let until = ContinuousClock.now + time
        while !pool.isStopping {
            let left = until - ContinuousClock.now
            if left <= .zero { return }
            var entry = pollfd(fd: wake.descriptor, events: Int16(POLLIN), revents: 0)
            _ = poll(&entry, 1, Int32(min(60_000, (left / .milliseconds(1)).rounded(.up))))
            wake.clear()
        }
    }

    /// Returns whether the worker may have another order.
    private func execute(_ job: WorkerJob, _ worker: WorkerProcess) -> Bool {
        let watch = OrderWatch(order: job.order, killGrace: settings.killGrace, silence: settings.silence)
        var cancelledAt: ContinuousClock.Instant?
        worker.orders += 1
        let cpuBefore = worker.cpuSeconds
        let usage = { (now: ContinuousClock.Instant) in
            watch.usage(now: now, worker.memoryBytes, cpuSeconds: worker.cpuSeconds - cpuBefore)
        }
        let end = { (result: WorkResult) in
            var result = result
            result.worker = "worker \(number + 1), process \(worker.process)"
            job.end(result)
        }
        do {
            try worker.send(.order(job.order))
            while true {
                let now = ContinuousClock.now
                if pool.isStopping {
                    _ = lose(worker, job)
                    end(WorkResult(outcome: .failure(WorkFailure(.cancelled, WorkerPool.stopping))))
                    return false
                }
                if job.isCancelled, cancelledAt == nil {
                    cancelledAt = now
                    try worker.send(.cancel(run: job.order.run))
                }
                if let failure = watch.failure(now: now, cancelledAt: cancelledAt, lastHeard: worker.lastHeard) {
                    _ = lose(worker, job)
                    end(WorkResult(outcome: .failure(failure), usage: usage(now)))
                    return false
                }
                let next = watch.next(now: now, cancelledAt: cancelledAt, lastHeard: worker.lastHeard)
                for reply in try worker.wait(wake: wake, atMost: next) {
                    switch reply {
                    case .heartbeat(let beat): job.heartbeat(beat)
                    case .result(let result):
                        end(result)
                        return true
                    case .ready, .command: break
                    }
                }
            }
        } catch let failure as WorkFailure {
            end(WorkResult(outcome: .failure(failure)))
            return true
        } catch {
            let isGarbage = if case WorkerProcess.Lost.garbage = error { true } else { false }
            let failure = watch.lost(lose(worker, job), isGarbage: isGarbage)
            end(WorkResult(outcome: .failure(failure), usage: usage(ContinuousClock.now)))
            return false
        }
    }

    /// Ends the worker and all that its order started.
    private func lose(_ worker: WorkerProcess, _ job: WorkerJob) -> ChildEnd {
        let end = worker.kill()
        CommandRemains.end(of: job.order)
        return end
    }

    private static func words(_ error: any Error) -> String { (error as? BasinError)?.message ?? "\(error)." }
}
