package import Dispatch
import Foundation

/// Delivers what is in the journal: carries out what `DeliveryMachine` decides.
///
/// `@unchecked`: what is mutable is only touched on `queue`, but `isNoticed`, which has its lock.
package final class Courier: @unchecked Sendable {
    package let queue = DispatchQueue(label: "basin-events.delivery", qos: .utility)
    package let journal: Journal
    let surroundings: Surroundings
    let configuration: Basin.Configuration
    package let statistics = Guarded(Statistics())
    private let maySend: @Sendable () -> Bool
    var machine: DeliveryMachine
    var writeKey: String
    /// The batch that is out.
    var inFlight: (attempt: Int, batch: Batch)?
    var flushes: [Flush] = []
    var isEnded = false
    private var alarm: Duration?
    private var syncsAt: Duration?
    private let isNoticed = Guarded(false)

    /// Unless a batch is sent before, events are made durable after so long.
    private static let syncInterval = Duration.seconds(10)

    /// - Parameter maySend: whether there is consent; asked at every `consentChanged`.
    init(
        _ journal: Journal, _ configuration: Basin.Configuration, _ surroundings: Surroundings,
        maySend: @escaping @Sendable () -> Bool
    ) {
        self.journal = journal
        self.configuration = configuration
        self.surroundings = surroundings
        self.maySend = maySend
        writeKey = configuration.writeKey
        machine = DeliveryMachine(
            limits: BatchLimits(events: configuration.batchEvents, bytes: configuration.batchBytes),
            gathering: configuration.flushInterval, timeout: configuration.requestTimeout, retry: configuration.retry,
            isGranted: configuration.consent == .granted)
    }

    // MARK: From other threads

    /// Events were written.
    func notice() {
        let isFirst = isNoticed.withLock { noticed in
            defer { noticed = true }
            return !noticed
        }
        guard isFirst else { return }
        queue.async { [self] in
            isNoticed.withLock { $0 = false }
            guard !isEnded else { return }
            apply(.grown)
            scheduleSync()
        }
    }

    func report(_ problem: Problem) {
        queue.async { [self] in configuration.onProblem(problem) }
    }

    func consentChanged() { queue.async { [self] in apply(.consent(isGranted: maySend())) } }

    func use(writeKey: String) {
        queue.async { [self] in
            self.writeKey = writeKey
            apply(.writeKeyChanged)
        }
    }

    /// Nothing is sent or stored any more.
    func end(done: @escaping @Sendable () -> Void) {
        queue.async { [self] in
            guard !isEnded else { return done() }
            isEnded = true
            inFlight = nil
            surroundings.transport.cancel()
            surroundings.transport.close()
            for flush in flushes { flush.done(false) }
            flushes = []
            try? journal.sync()
            journal.folder.release()
            done()
        }
    }

    // MARK: On the queue

    func apply(_ event: DeliveryMachine.Event) {
        guard !isEnded else { return }
        let situation = DeliveryMachine.Situation(
            backlog: journal.backlog, now: surroundings.uptime(), random: surroundings.random())
        let actions = machine.apply(event, situation)
        statistics.withLock { $0.delivery = machine.summary }
        for action in actions { perform(action) }
        settleFlushes()
    }

    private func perform(_ action: DeliveryMachine.Action) {
        switch action {
        case .send(let attempt, let limits): send(attempt, limits)
        case .cancel: surroundings.transport.cancel()
        case .acknowledge(let refused): acknowledge(refused)
        case .discard(let reason): discard(reason)
        case .release:
            if inFlight != nil { statistics.withLock { $0.failedRequests += 1 } }
            inFlight = nil
            journal.release()
        case .wake(let at): wake(at)
        case .report(let code, let message): configuration.onProblem(Problem(code, message))
        }
    }

    /// One alarm is enough: whenever it rings, the machine says when it wants the next.
    func wake(_ at: Duration) {
        if let alarm, alarm <= at { return }
        alarm = at
        surroundings.wake(max(.zero, at - surroundings.uptime())) { [weak self] in
            guard let self else { return }
            queue.async { [self] in
                // Of a later alarm that was set before this one; the machine asks again if it was needed.
                if let alarm, alarm <= surroundings.uptime() { self.alarm = nil }
                apply(.time)
                settleFlushes()
                syncIfDue()
            }
        }
    }

    private func scheduleSync() {
        guard syncsAt == nil, !journal.isSynced else { return }
        let at = surroundings.uptime() + Self.syncInterval
        syncsAt = at
        wake(at)
    }

    private func syncIfDue() {
        guard let at = syncsAt, !isEnded else { return }
        guard surroundings.uptime() >= at else { return wake(at) }
        syncsAt = nil
        do {
            try journal.sync()
        } catch {
            configuration.onProblem(Problem(storage: error))
        }
    }
}
