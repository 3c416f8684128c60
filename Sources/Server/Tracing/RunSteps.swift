import BasinCore
import BasinProcessing
import BasinTracing

/// Follows the events of a run and says what it did when. Pure.
struct RunSteps {
    struct Step {
        var name: String
        var start: Timestamp
        var end: Timestamp
        var attributes: [Attribute]
        var failure: String?
    }

    private enum Phase {
        case waiting(since: Timestamp)
        case working(since: Timestamp)
        case publishing(since: Timestamp)
        /// Nothing until a retry's moment, or for good.
        case nothing
    }

    private(set) var steps: [Step] = []
    private(set) var attempt = 0
    private(set) var revision: Int?
    /// Why the run as a whole failed, if it did.
    private(set) var failure: String?
    private let reports: [RunReport]
    private var phase: Phase

    init(createdAt: Timestamp, reports: [RunReport]) {
        self.reports = reports
        phase = .waiting(since: createdAt)
    }

    mutating func apply(_ event: RunEvent, at now: Timestamp) {
        switch event {
        case .started:
            close(now, failure: nil)
            attempt += 1
            phase = .working(since: now)
            failure = nil
        case .staged:
            close(now, failure: nil)
            phase = .publishing(since: now)
        case .published(_, let number):
            close(now, failure: nil)
            revision = number
        case .failed(_, let reason, _): fail(reason.kind.word, now)
        case .timedOut: fail(RunFailure.Kind.timeout.word, now)
        case .lost:
            fail("lost", now)
            phase = .waiting(since: now)
        case .retryDue: phase = .waiting(since: now)
        case .cancelled:
            close(now, failure: "cancelled")
            // Somebody's wish is no failure.
            failure = nil
        case .ruledOut(let reason): fail(reason.kind.word, now)
        }
    }

    private mutating func fail(_ word: String, _ now: Timestamp) {
        close(now, failure: word)
        failure = word
    }

    /// Ends what is under way.
    private mutating func close(_ now: Timestamp, failure: String?) {
        switch phase {
        case .nothing: break
        case .waiting(let since): add("basin.run.queued", since, now, [])
        case .working(let since): addWork(since, now, failure)
        case .publishing(let since):
            add("basin.run.publish", since, now, [Attribute(.attempt, attempt)], failure: failure)
        }
        phase = .nothing
    }

    /// A try's work, and its audit where the worker came to one.
    private mutating func addWork(_ since: Timestamp, _ now: Timestamp, _ failure: String?) {
        guard let report = reports.first(where: { $0.attempt == attempt }) else {
            return add("basin.run.work", since, now, [Attribute(.attempt, attempt)], failure: failure)
        }
        let ended = min(max(report.endedAt, since), now)
        let audited = report.auditSeconds.map { max(since, ended + .seconds(-$0)) }
        add(
            "basin.run.work", since, audited ?? ended,
            [
                Attribute(.attempt, attempt), Attribute(.cpuSeconds, report.usage.cpuSeconds),
                Attribute(.peakBytes, Int(report.usage.peakBytes)),
            ], failure: audited == nil ? failure : nil)
        guard let audited else { return }
        var attributes = [
            Attribute(.attempt, attempt), Attribute(.checks, report.checks.count),
            Attribute(.failedChecks, report.checks.count { !$0.passed }),
        ]
        if let rows = report.rows { attributes.append(Attribute(.rows, Int(rows))) }
        add("basin.run.audit", audited, ended, attributes, failure: failure)
    }

    private mutating func add(
        _ name: String, _ start: Timestamp, _ end: Timestamp, _ attributes: [Attribute], failure: String? = nil
    ) {
        steps.append(Step(name: name, start: start, end: end, attributes: attributes, failure: failure))
    }
}

extension RunFailure.Kind {
    /// As `error.type` says it.
    fileprivate var word: String {
        switch self {
        case .missingInput: "missing_input"
        case .userError: "user_error"
        case .memory: "memory"
        case .other: "other"
        case .timeout: "timeout"
        }
    }
}
