import Synchronization

/// What intake did since the program started.
package final class IntakeCounters: Sendable {
    private let accepted = Atomic<Int>(0)
    private let batches = Atomic<Int>(0)
    private let droppedFields = Atomic<Int>(0)
    private let overloads = Atomic<Int>(0)
    private let refused = Mutex<[RefusalCode: Int]>([:])

    package init() {}

    func count(_ batch: IntakeBatch) {
        batches.add(1, ordering: .relaxed)
        accepted.add(batch.acceptedCount, ordering: .relaxed)
        if batch.droppedFieldCount > 0 { droppedFields.add(batch.droppedFieldCount, ordering: .relaxed) }
        guard !batch.refusals.isEmpty else { return }
        refused.withLock { for refusal in batch.refusals { $0[refusal.code, default: 0] += 1 } }
    }

    /// A request was refused because something is full or behind.
    package func overloaded() { overloads.add(1, ordering: .relaxed) }

    /// Prometheus samples: name with labels, and value.
    package var samples: [(name: String, value: Int)] {
        [
            ("basin_collection_events_accepted_total", accepted.load(ordering: .relaxed)),
            ("basin_collection_batches_total", batches.load(ordering: .relaxed)),
            ("basin_collection_fields_dropped_total", droppedFields.load(ordering: .relaxed)),
            ("basin_collection_batches_overloaded_total", overloads.load(ordering: .relaxed)),
        ]
            + refused.withLock { counts in
                RefusalCode.allCases.map { ("basin_collection_events_refused_total{code=\"\($0.rawValue)\"}", counts[$0] ?? 0) }
            }
    }
}
