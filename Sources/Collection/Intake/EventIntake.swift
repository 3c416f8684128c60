package import BasinCore
import Synchronization

/// The door's other side: a request's bytes become a durable record of the event log, and only then an answer.
/// Touches no database.
package final class EventIntake: Sendable {
    private let log: EventLog
    private let delivery: Delivery
    private let parsers = IntakeParsers()
    private let catalog: Mutex<IntakeCatalog>
    private let limits: IntakeLimits
    package let counters: IntakeCounters

    package init(
        log: EventLog, delivery: Delivery, types: [AppliedEventType], limits: IntakeLimits = IntakeLimits(),
        counters: IntakeCounters
    ) {
        self.log = log
        self.delivery = delivery
        self.limits = limits
        self.counters = counters
        catalog = Mutex(IntakeCatalog(types))
    }

    /// The types as applied now; requests under way finish with those they began with.
    package func use(_ types: [AppliedEventType]) {
        let compiled = IntakeCatalog(types)
        catalog.withLock { $0 = compiled }
    }

    /// Parses, validates and makes durable. Refused events are durable too, on their way to quarantine.
    /// - Throws: `.invalid` for a malformed body, `.tooLarge`, `.unavailable` when the log or delivery is behind or
    ///   the disk is full: then nothing of the batch was accepted.
    package func receive(_ body: UnsafeRawBufferPointer, mode: ContentMode, isGzip: Bool) throws -> IntakeBatch {
        guard !delivery.isBehind else {
            counters.overloaded()
            throw BasinError(.unavailable, "Delivery is behind; send the batch again later.")
        }
        let catalog = catalog.withLock { $0 }
        let batch = try parsers.parse(body: body, mode: mode, isGzip: isGzip, catalog: catalog, limits: limits)
        if let refusal = delivery.refusal(of: batch.sections.map(\.typeID)) {
            counters.overloaded()
            throw refusal
        }
        return batch
    }

    /// What intake makes today of one event's text, of which nothing is kept.
    func judge(_ event: UnsafeRawBufferPointer) throws -> IntakeBatch {
        let catalog = catalog.withLock { $0 }
        return try parsers.parse(body: event, mode: .structured, isGzip: false, catalog: catalog, limits: limits)
    }

    /// Waits until the batch is durable.
    package func commit(_ batch: IntakeBatch) async throws {
        guard !batch.sections.isEmpty else { return }
        let start = ContinuousClock.now
        do {
            _ = try await log.append(batch.sections)
        } catch {
            counters.overloaded()
            throw error
        }
        counters.count(batch, took: ContinuousClock.now - start)
    }
}
