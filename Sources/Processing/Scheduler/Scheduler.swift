package import BasinCore
package import BasinMetastore
import Synchronization

/// Makes runs for what is due, and hands them to workers.
///
/// Everything that it decides is a transaction first and an effect afterwards; what it remembers is a copy that follows
/// the metastore. Several schedulers may live on one metastore: one holds the lease and decides, the others wait for
/// its end. Every call blocks and they take turns: use a blocking thread.
package final class Scheduler: Sendable {
    let metastore: Metastore
    let owner: String
    /// Workers.
    let slots: Int
    /// Whether datasets make runs by themselves, or only what people ask for is made.
    let triggers: Bool
    let effects: SchedulerEffects
    let random: @Sendable () -> Double
    let leaseDuration: Duration
    let afterCommit: @Sendable (PassStep) throws -> Void
    /// Nil while another scheduler decides.
    let memory = Mutex<SchedulerMemory?>(nil)

    /// Event types are asked for sealed hours at least this often, should a signal be lost.
    static let pollInterval = Duration.seconds(10)
    /// Active runs of one dataset: years that are due become runs bit by bit.
    static let activePerDataset = 32
    /// Partitions of a backfill that are ended in one look because their inputs never come.
    static let ruledOutPerLook = 1000

    /// - Parameters:
    ///   - owner: differs for every scheduler that ever lives on the metastore, restarts included.
    ///   - slots: runs that may have a worker at once.
    ///   - leaseDuration: so long does nobody decide when a scheduler dies.
    ///   - triggers: false: only what people ask for is made.
    ///   - random: 0 ..< 1; spreads retries.
    ///   - afterCommit: called after each transaction of a pass; what it throws ends the pass, as a crash would.
    package init(
        metastore: Metastore, owner: String, slots: Int, triggers: Bool = true, effects: SchedulerEffects,
        leaseDuration: Duration = .seconds(30),
        random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) },
        afterCommit: @escaping @Sendable (PassStep) throws -> Void = { _ in }
    ) {
        self.metastore = metastore
        self.owner = owner
        self.slots = max(1, slots)
        self.triggers = triggers
        self.effects = effects
        self.random = random
        self.leaseDuration = leaseDuration
        self.afterCommit = afterCommit
    }

    /// The transactions of a pass, in order.
    package enum PassStep: Sendable, Hashable, CaseIterable {
        case lease, recover, elapse, make, endBackfills, start
    }

    /// What one pass did.
    package struct PassSummary: Sendable {
        /// Whether this scheduler decides.
        package var decides = false
        package var made = 0
        package var started = 0
        /// When another pass is needed, should nothing happen before.
        package var next: Timestamp
    }

    /// Looks at everything that changed or whose time has come. Call it after every signal and at `next`.
    /// - Throws: when the metastore cannot be written; or `.conflict` when another scheduler took over meanwhile.
    package func pass(at now: Timestamp) throws -> PassSummary {
        var effects: [Effect] = []
        // What was committed is carried out also when a later step failed.
        defer { carryOut(effects) }
        return try memory.withLock { memory in
            do {
                guard try renew(&memory, at: now, &effects) else {
                    memory = nil
                    return PassSummary(next: now + .seconds(5))
                }
                return try decide(&memory!, at: now, &effects)
            } catch {
                // A copy that may have missed something is worth nothing.
                memory = nil
                throw error
            }
        }
    }

    /// Something that is done after its transaction.
    enum Effect: Sendable {
        case start(StartedRun)
        case stop(runID: Int64, token: Int64)
    }

    /// A transaction of the scheduler that decides: refused when another one does by now.
    func commit<Value>(
        _ step: PassStep, _ lease: SchedulerLease, _ changes: (Transaction) throws -> Value
    ) throws -> Value {
        let value = try metastore.write { transaction in
            try transaction.requireSchedulerLease(epoch: lease.epoch)
            return try changes(transaction)
        }
        try afterCommit(step)
        return value
    }

    func carryOut(_ list: [Effect]) {
        for effect in list {
            switch effect {
            case .start(let run): effects.start(run)
            case .stop(let runID, let token): effects.stop(runID, token)
            }
        }
    }

    /// Lets another scheduler decide at once; for an orderly stop, after the workers have ended.
    package func release(at now: Timestamp) throws {
        try memory.withLock { memory in
            guard let lease = memory?.lease else { return }
            memory = nil
            try metastore.write { try $0.releaseSchedulerLease(epoch: lease.epoch, at: now) }
        }
    }
}
