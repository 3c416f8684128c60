/// When which batch is sent, and what follows from its answer. Pure: knows no clock, no file and no network.
///
/// Events are sent oldest first, one batch at a time. Of a batch that the server refuses as a whole, `BatchSize` finds
/// the event that it cannot take; that one is given up and all others are delivered.
package struct DeliveryMachine: Sendable {
    package enum State: Sendable, Hashable {
        /// Nothing to do. → gathering, sending
        case idle
        /// Events wait for company. → sending
        case gathering(until: Duration)
        /// A batch is out; without an answer by then it failed. → idle, gathering, sending, resting, held
        case sending(attempt: Int, until: Duration)
        /// The last batch failed. When the server said how long, nothing shortens it. → sending
        case resting(since: Duration, until: Duration, isAsked: Bool)
        /// The write key is refused. → sending
        case held(until: Duration)
    }

    /// What happened.
    package enum Event: Sendable, Hashable {
        /// Events were written to the queue.
        case grown
        /// Time passed.
        case time
        /// Somebody waits for everything that is there.
        case flush
        /// A batch was answered, or could not be sent.
        case answered(attempt: Int, Verdict, batch: Backlog)
        /// There was nothing to send after all.
        case nothing(attempt: Int)
        case consent(isGranted: Bool)
        case writeKeyChanged
    }

    /// What to do, in this order.
    package enum Action: Sendable, Hashable {
        case send(attempt: Int, BatchLimits)
        /// Its answer will not be heard.
        case cancel
        /// The batch is with the server; those are in quarantine.
        case acknowledge([IntakeAnswer.Refusal])
        /// The batch, a single event, is given up.
        case discard(String)
        /// The batch waits again.
        case release
        /// Tell `time` then, or earlier.
        case wake(at: Duration)
        case report(Problem.Code, String)
    }

    /// What a decision rests on.
    package struct Situation: Sendable {
        package var backlog: Backlog
        package var now: Duration
        package var random: UInt64

        package init(backlog: Backlog, now: Duration, random: UInt64) {
            self.backlog = backlog
            self.now = now
            self.random = random
        }
    }

    package private(set) var state = State.idle
    let limits: BatchLimits
    let gathering: Duration
    let timeout: Duration
    let retry: RetryPolicy
    var isGranted: Bool
    var size: BatchSize
    var failures = 0
    /// Events given up since a batch was taken.
    var discards = 0
    /// Events that somebody waits for.
    var flushing = 0
    private var attempts = 0

    /// After so many failures in a row a few events are enough to find out whether the server is there.
    private static let manyFailures = 2
    /// So many events in a row may be given up at once; then a server that refuses everything gets time to mend.
    static let discardsInARow = 8

    package init(
        limits: BatchLimits, gathering: Duration, timeout: Duration, retry: RetryPolicy, isGranted: Bool
    ) {
        self.limits = limits
        self.gathering = gathering
        self.timeout = timeout
        self.retry = retry
        self.isGranted = isGranted
        size = BatchSize(limits)
    }

    package mutating func apply(_ event: Event, _ now: Situation) -> [Action] {
        switch event {
        case .grown: return state == .idle || isGathering ? next(now) : []
        case .time: return time(now)
        case .flush: return flush(now)
        case .answered(let attempt, let verdict, let batch):
            guard case .sending(attempt, _) = state else { return [] }
            return answered(verdict, batch, now)
        case .nothing(let attempt):
            guard case .sending(attempt, _) = state else { return [] }
            state = .idle
            flushing = 0
            return []
        case .consent(let isGranted): return consent(isGranted, now)
        case .writeKeyChanged:
            guard case .held = state else { return [] }
            return send(now)
        }
    }

    var isGathering: Bool { if case .gathering = state { true } else { false } }

    /// What to do when nothing is out and nothing has to be waited for.
    mutating func next(_ now: Situation) -> [Action] {
        guard isGranted, now.backlog.events > 0 else {
            state = .idle
            flushing = 0
            return []
        }
        if flushing > 0 || size.next.isFull(now.backlog) { return send(now) }
        if case .gathering(let until) = state { return now.now >= until ? send(now) : [] }
        return enter(.gathering(until: now.now + gathering), until: now.now + gathering)
    }

    mutating func send(_ now: Situation) -> [Action] {
        guard isGranted, now.backlog.events > 0 else { return next(now) }
        attempts += 1
        let until = now.now + timeout
        state = .sending(attempt: attempts, until: until)
        return [.send(attempt: attempts, failures > Self.manyFailures ? size.probe : size.next), .wake(at: until)]
    }

    mutating func enter(_ state: State, until: Duration) -> [Action] {
        self.state = state
        return [.wake(at: until)]
    }

    mutating func becomeIdle() { state = .idle }
}
