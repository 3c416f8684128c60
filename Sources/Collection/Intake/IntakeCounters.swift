package import BasinCore
import Synchronization

/// What intake did since the program started.
package final class IntakeCounters: Sendable {
    private let accepted = Atomic<Int>(0)
    private let batches = Atomic<Int>(0)
    private let droppedFields = Atomic<Int>(0)
    private let overloads = Atomic<Int>(0)
    private let expired = Atomic<Int>(0)
    private let refused = Mutex<[RefusalCode: Int]>([:])
    /// From the whole body until the events are durable.
    private let commits = DurationHistogram()

    package init() {}

    func count(_ batch: IntakeBatch, took duration: Duration) {
        batches.add(1, ordering: .relaxed)
        accepted.add(batch.acceptedCount, ordering: .relaxed)
        if batch.droppedFieldCount > 0 { droppedFields.add(batch.droppedFieldCount, ordering: .relaxed) }
        commits.record(duration)
        guard !batch.refusals.isEmpty else { return }
        refused.withLock { for refusal in batch.refusals { $0[refusal.code, default: 0] += 1 } }
    }

    /// A request was refused because something is full or behind.
    package func overloaded() { overloads.add(1, ordering: .relaxed) }

    /// Refused events were kept their time and removed.
    package func expired(_ events: Int) { expired.add(events, ordering: .relaxed) }

    package var metrics: [Metric] {
        let codes = refused.withLock { $0 }
        return [
            Metric(
                "basin_collection_events_accepted_total", .counter, "Events that intake accepted since the start",
                accepted.load(ordering: .relaxed)),
            Metric(
                "basin_collection_events_refused_total", .counter,
                "Events that went to quarantine since the start, by the reason",
                RefusalCode.allCases.map { Metric.Sample(labels: [("code", $0.rawValue)], Double(codes[$0] ?? 0)) }),
            Metric(
                "basin_collection_events_expired_total", .counter,
                "Quarantined events that were removed since the start because they are too old to be replayed",
                expired.load(ordering: .relaxed)),
            Metric(
                "basin_collection_fields_dropped_total", .counter,
                "Unknown fields that were left out of accepted events since the start",
                droppedFields.load(ordering: .relaxed)),
            Metric(
                "basin_collection_batches_total", .counter, "Requests whose events became durable since the start",
                batches.load(ordering: .relaxed)),
            Metric(
                "basin_collection_batches_overloaded_total", .counter,
                "Requests refused with 503 since the start because a disk, the log or delivery was full",
                overloads.load(ordering: .relaxed)),
            commits.metric(
                "basin_collection_commit_seconds", "Time from a whole request until its events are durable"),
        ]
    }
}
