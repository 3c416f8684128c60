package import BasinCore
import Synchronization

/// The door's other side: a request's bytes become a durable record of the event log, and only then an answer.
/// Touches no database.
package final class EventIntake: Sendable {
    private let log: EventLog
    private let delivery: Delivery
    private let parsers = IntakeParsers()
    private let translators = CallTranslators()
    private let catalog: Mutex<IntakeCatalog>
    private let sources: Mutex<SourceCatalog>
    private let limits: IntakeLimits
    package let counters: IntakeCounters
    /// Those who watch what comes.
    package let live: LiveFeed

    package init(
        log: EventLog, delivery: Delivery, types: [AppliedEventType], sources: [EventSource] = [],
        limits: IntakeLimits = IntakeLimits(), counters: IntakeCounters, live: LiveFeed = LiveFeed()
    ) {
        self.log = log
        self.delivery = delivery
        self.limits = limits
        self.counters = counters
        self.live = live
        live.use(types)
        catalog = Mutex(IntakeCatalog(types))
        self.sources = Mutex(SourceCatalog(sources, types: types))
    }

    /// The types and sources as applied now; requests under way finish with those they began with.
    package func use(_ types: [AppliedEventType], sources: [EventSource]) {
        live.use(types)
        let compiled = IntakeCatalog(types)
        let found = SourceCatalog(sources, types: types)
        // Types first: a source writes events of types that are there.
        catalog.withLock { $0 = compiled }
        self.sources.withLock { $0 = found }
    }

    /// Parses, validates and makes durable. Refused events are durable too, on their way to quarantine.
    /// - Throws: `.invalid` for a malformed body, `.tooLarge`, `.unavailable` when the log or delivery is behind or
    ///   the disk is full: then nothing of the batch was accepted.
    package func receive(_ body: UnsafeRawBufferPointer, mode: ContentMode, isGzip: Bool) throws -> IntakeBatch {
        try checkBacklog()
        let catalog = catalog.withLock { $0 }
        let batch = try parsers.parse(body: body, mode: mode, isGzip: isGzip, catalog: catalog, limits: limits)
        try checkBacklog(of: batch)
        return batch
    }

    /// The same for calls of another protocol's client, which become events first.
    /// - Parameters:
    ///   - wantsIDs: whether the answer will name the calls.
    ///   - wantsEvents: whether the answer will show the events.
    ///   - admit: the name of the write key that the body holds, of a secret; nil when the request showed one itself.
    ///     Throws for one that is not valid.
    package func receive(
        _ body: UnsafeRawBufferPointer, from request: ClientRequest, key: String?, wantsIDs: Bool = false,
        wantsEvents: Bool = false, admit: (_ secret: String) throws -> String
    ) throws -> ReceivedCalls {
        try checkBacklog()
        let (catalog, sources) = (catalog.withLock { $0 }, sources.withLock { $0 })
        try sources.check(request.clientProtocol, key: key)
        return try translators.with { translator in
            var name = key
            let calls = try translator.translate(body, request, limits: limits, wantsIDs: wantsIDs) { secret, app in
                if name == nil, let secret { name = try admit(secret) }
                return try sources.source(request.clientProtocol, key: name, app: app)
            }
            let batch = try parsers.with { try $0.parse(translated: calls.events, catalog: catalog, limits: limits) }
            try checkBacklog(of: batch)
            return ReceivedCalls(
                batch: batch, source: calls.source.source, key: name, callCount: calls.callCount,
                callOfEvent: calls.callOfEvent, ids: calls.ids,
                events: wantsEvents ? String(decoding: calls.events, as: UTF8.self) : nil)
        }
    }

    private func checkBacklog() throws {
        guard !delivery.isBehind else {
            counters.overloaded()
            throw BasinError(.unavailable, "Delivery is behind; send the batch again later.")
        }
    }

    private func checkBacklog(of batch: IntakeBatch) throws {
        if let refusal = delivery.refusal(of: batch.sections.map(\.typeID)) {
            counters.overloaded()
            throw refusal
        }
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
        let receipt: EventLog.Receipt
        do {
            receipt = try await log.append(batch.sections)
        } catch {
            counters.overloaded()
            throw error
        }
        counters.count(batch, took: ContinuousClock.now - start)
        live.offer(batch.sections, received: receipt.receivedTime)
    }
}
