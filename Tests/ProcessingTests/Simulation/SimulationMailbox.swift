import BasinProcessing
import Synchronization

/// What schedulers hand to the world, and what it does to them.
final class SimulationMailbox: Sendable {
    private let started = Mutex<[StartedRun]>([])
    private let stopped = Mutex<[Int64]>([])
    /// After these transactions, the next scheduler that commits one dies.
    private let armed = Mutex<Set<Scheduler.PassStep>>([])
    private let crashes = Mutex<[Scheduler.PassStep: Int]>([:])
    private let random: Mutex<SeededRandom>

    struct Crash: Error {}

    init(seed: UInt64) { random = Mutex(SeededRandom(seed: seed)) }

    var effects: SchedulerEffects {
        SchedulerEffects(
            start: { run in self.started.withLock { $0.append(run) } },
            stop: { _, token in self.stopped.withLock { $0.append(token) } })
    }

    func draw() -> Double { random.withLock { Double.random(in: 0..<1, using: &$0) } }

    func arm(_ step: Scheduler.PassStep) { armed.withLock { _ = $0.insert(step) } }
    func disarm() { armed.withLock { $0 = [] } }

    func committed(_ step: Scheduler.PassStep) throws {
        guard armed.withLock({ $0.remove(step) }) != nil else { return }
        crashes.withLock { $0[step, default: 0] += 1 }
        throw Crash()
    }

    var crashCounts: [Scheduler.PassStep: Int] { crashes.withLock { $0 } }

    func takeStarted() -> [StartedRun] {
        started.withLock { list in
            defer { list = [] }
            return list
        }
    }

    func takeStopped() -> Set<Int64> {
        stopped.withLock { list in
            defer { list = [] }
            return Set(list)
        }
    }
}
