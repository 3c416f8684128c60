package import BasinCore

/// One run, from its making to its end: a value that takes events and says what follows. It reads no clock and does
/// nothing; whoever applies an event stores the machine and the event first and acts afterwards.
package struct RunMachine: Sendable, Hashable, Codable {
    package private(set) var state: RunState = .queued
    /// How often a worker got it.
    package private(set) var tries = 0
    /// Failures that may pass by themselves, so far.
    package private(set) var failures = 0
    /// How often it vanished with its worker or server.
    package private(set) var losses = 0
    /// Since when an input has been missing, by its own word.
    package private(set) var missingSince: Timestamp?
    /// Tries after the first, for failures that may pass by themselves.
    package let retries: Int

    package init(retries: Int) { self.retries = retries }

    /// Missing input is asked for again after this.
    package static let missingInputWait = Duration.seconds(600)
    /// So long may an input be missing before the run is given up.
    package static let missingInputPatience = Duration.seconds(3 * 86_400)
    /// Restarts that one run survives for free. Beyond, each costs a try: it may be the cause of them.
    package static let freeLosses = 20
    /// The scheduler's deadline is this much after the worker's own, so that the worker can say what it did last.
    package static let grace = Duration.seconds(60)

    /// - Throws: `.conflict` when the event does not fit: told twice, by a worker that lost its lease, or after the
    ///   end. Nothing is changed then.
    package mutating func apply(_ event: RunEvent, at now: Timestamp) throws -> [RunAction] {
        switch (event, state) {
        case (.started(let token, let worker, let seconds), .queued):
            let lease = RunLease(
                token: token, worker: worker, since: now, deadline: now + .seconds(seconds) + Self.grace)
            state = .running(lease)
            tries += 1
            return [.start(lease)]
        case (.staged(let token), .running(let lease)) where lease.token == token:
            state = .publishing(lease)
            return []
        case (.published(let token, let revision), .publishing(let lease)) where lease.token == token:
            state = .succeeded(revision: revision)
            return [.end]
        case (.failed(let token, let failure, let random), .running(let lease)) where lease.token == token,
            (.failed(let token, let failure, let random), .publishing(let lease)) where lease.token == token:
            return [.stop(token: token)] + fail(failure, random: random, at: now)
        case (.timedOut(let token, let random), .running(let lease)) where lease.token == token,
            (.timedOut(let token, let random), .publishing(let lease)) where lease.token == token:
            let failure = RunFailure(
                .timeout, "The run did not end within its time limit; make it read less, or raise `timeout`.")
            return [.stop(token: token)] + fail(failure, random: random, at: now)
        case (.lost(let token, let random), .running(let lease)) where lease.token == token,
            (.lost(let token, let random), .publishing(let lease)) where lease.token == token:
            losses += 1
            guard losses <= Self.freeLosses else {
                let failure = RunFailure(
                    .other, "The server stopped \(losses.counted("time")) during this run; see its log for the cause.")
                return [.stop(token: token)] + fail(failure, random: random, at: now)
            }
            state = .queued
            return [.stop(token: token), .enqueue]
        case (.retryDue, .retrying(let at, _)) where at <= now:
            state = .queued
            return [.enqueue]
        case (.ruledOut(let failure), .queued):
            return giveUp(failure)
        case (.cancelled(let person), _) where !state.isFinal:
            let lease = state.lease
            state = .cancelled(by: person)
            return (lease.map { [.stop(token: $0.token)] } ?? []) + [.end]
        default:
            throw BasinError(
                .conflict, "The run is \(state.name) and \(event.name) does not apply to it; nothing was changed.")
        }
    }

    private mutating func fail(_ failure: RunFailure, random: Double, at now: Timestamp) -> [RunAction] {
        switch failure.kind {
        case .userError, .memory:
            return giveUp(failure)
        case .missingInput:
            let since = missingSince ?? now
            missingSince = since
            let next = now + Self.missingInputWait
            return next > since + Self.missingInputPatience ? giveUp(failure) : retry(at: next, failure)
        case .other, .timeout:
            failures += 1
            guard failures <= retries else { return giveUp(failure) }
            return retry(at: now + Self.backOff(failures: failures, random: random), failure)
        }
    }

    private mutating func retry(at moment: Timestamp, _ failure: RunFailure) -> [RunAction] {
        state = .retrying(at: moment, because: failure)
        return [.wake(at: moment)]
    }

    private mutating func giveUp(_ failure: RunFailure) -> [RunAction] {
        state = .failed(failure)
        return [.giveUp(failure), .end]
    }

    /// 30 s, doubled with each failure up to 15 minutes, times 0.5 to 1.5.
    static func backOff(failures: Int, random: Double) -> Duration {
        let seconds = min(900, 30 << min(max(failures, 1) - 1, 5))
        return .milliseconds(Int64(Double(seconds) * 1000 * (0.5 + min(max(random, 0), 1))))
    }
}

extension RunEvent {
    /// As messages name it; never with what somebody wrote.
    var name: String {
        switch self {
        case .started: "a start"
        case .staged: "the end of its work"
        case .published: "a publication"
        case .failed: "a failure"
        case .timedOut: "a time limit"
        case .lost: "a loss"
        case .retryDue: "a retry"
        case .cancelled: "a cancellation"
        case .ruledOut: "a ruling that it cannot be made"
        }
    }
}
