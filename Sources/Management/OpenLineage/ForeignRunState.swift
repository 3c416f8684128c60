package import BasinCore

/// What events say of a run that others do. Each event only adds a fact, and the state is read off the facts: so it does
/// not matter in which order they come, late or twice.
package struct ForeignRunState: Sendable, Hashable, Codable {
    /// What an event says happened.
    package enum Step: String, Sendable, Codable, CaseIterable {
        case start = "START"
        case running = "RUNNING"
        case complete = "COMPLETE"
        case abort = "ABORT"
        case fail = "FAIL"
        case other = "OTHER"
    }

    /// As Marquez calls them.
    package enum State: String, Sendable, Codable {
        /// Only told of.
        case new = "NEW"
        case running = "RUNNING"
        case completed = "COMPLETED"
        case failed = "FAILED"
        case aborted = "ABORTED"
    }

    package private(set) var firstAt: Timestamp?
    package private(set) var lastAt: Timestamp?
    /// Of the earliest `START`.
    package private(set) var startedAt: Timestamp?
    private var hasRun = false
    private var end: End?

    private struct End: Sendable, Hashable, Codable {
        var step: Step
        var at: Timestamp
    }

    package init() {}

    /// - Parameter step: nil: the event says nothing about it.
    package mutating func apply(_ step: Step?, at: Timestamp) {
        firstAt = min(firstAt ?? at, at)
        lastAt = max(lastAt ?? at, at)
        guard let step else { return }
        switch step {
        case .start:
            startedAt = min(startedAt ?? at, at)
            hasRun = true
        case .running: hasRun = true
        case .other: break
        case .complete, .abort, .fail:
            let new = End(step: step, at: at)
            guard let known = end else { return end = new }
            // Of two ends the later one counts; of the same time, a failure.
            if (new.at, new.step.rawValue) > (known.at, known.step.rawValue) { end = new }
        }
    }

    package var state: State {
        switch end?.step {
        case .complete: .completed
        case .fail: .failed
        case .abort: .aborted
        default: hasRun ? .running : .new
        }
    }

    package var endedAt: Timestamp? { end?.at }
}
