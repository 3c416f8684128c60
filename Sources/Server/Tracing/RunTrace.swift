package import BasinCore
package import BasinProcessing
package import BasinTracing

/// A run that is over as spans: one around all of it, and below it the waits, the work, the audits and the publications
/// of its tries.
package struct RunTrace: Sendable {
    package var runID: Int64
    package var dataset: String
    package var partition: String
    /// What asked for it, and what became of it, as words of few.
    package var reason: String
    package var state: String
    package var createdAt: Timestamp
    package var endedAt: Timestamp
    package var events: [(at: Timestamp, event: RunEvent)]
    package var reports: [RunReport]

    package init(
        runID: Int64, dataset: String, partition: String, reason: String, state: String, createdAt: Timestamp,
        endedAt: Timestamp, events: [(at: Timestamp, event: RunEvent)], reports: [RunReport]
    ) {
        self.runID = runID
        self.dataset = dataset
        self.partition = partition
        self.reason = reason
        self.state = state
        self.createdAt = createdAt
        self.endedAt = endedAt
        self.events = events
        self.reports = reports
    }

    /// - Parameter id: makes an id for each.
    package func spans(_ trace: TraceID, _ flags: TraceFlags, id: () -> SpanID) -> [Span] {
        var steps = RunSteps(createdAt: createdAt, reports: reports)
        for (at, event) in events.prefix(Self.most) { steps.apply(event, at: at) }
        let root = id()
        let below = steps.steps.map { step in
            Span(
                step.name, trace: trace, id: id(), parent: root, flags: flags, start: step.start, end: step.end,
                attributes: [Attribute(.runID, Int(runID))] + step.attributes, failure: step.failure)
        }
        var attributes = [
            Attribute(.runID, Int(runID)), Attribute(.dataset, dataset), Attribute(.partition, partition),
            Attribute(.runReason, reason), Attribute(.runState, state), Attribute(.attempts, steps.attempt),
        ]
        if let revision = steps.revision { attributes.append(Attribute(.revision, revision)) }
        if let rows = reports.last?.rows, steps.revision != nil { attributes.append(Attribute(.rows, Int(rows))) }
        return below + [
            Span(
                "basin.run", trace: trace, id: root, flags: flags, start: createdAt, end: endedAt,
                attributes: attributes, failure: steps.failure)
        ]
    }

    /// Of a run that was tried for days, the beginning.
    private static let most = 200
}
