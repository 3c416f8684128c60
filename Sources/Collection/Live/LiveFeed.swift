package import BasinCore
import Dispatch
import Synchronization

/// Shows events to those who watch, as they come. Intake leaves durable batches in a queue without waiting; one thread,
/// which is there while anybody watches, looks at them a few times a second.
package final class LiveFeed: Sendable {
    private struct State {
        var readers: [LiveReader] = []
        var types: [UInt32: AppliedEventType] = [:]
        var isRunning = false
        var isEnding = false
    }
    private let queue: LiveQueue
    private let state = Mutex(State())
    private let notShown = Atomic<Int>(0)
    private let work = BlockingThreads(label: "basin.live", limit: 1, isBackground: true)
    private let pause = DispatchSemaphore(value: 0)
    /// Nil: rounds are made by whoever calls `round`.
    private let interval: Duration?
    private let patience: LivePatience
    package static let mostReaders = 200

    /// - Parameter interval: how often is looked at what came; nil for never, so that a test decides.
    package init(
        interval: Duration? = .milliseconds(200), queueBytes: Int = 16 << 20, patience: LivePatience = LivePatience()
    ) {
        self.interval = interval
        self.patience = patience
        queue = LiveQueue(mostBytes: queueBytes)
    }

    /// The types as applied now.
    package func use(_ types: [AppliedEventType]) {
        state.withLock { $0.types = Dictionary(types.map { ($0.id, $0) }) { _, last in last } }
    }

    /// Intake's: durable sections. Costs one atomic load while nobody watches, and never waits.
    @inline(__always)
    func offer(_ sections: [IntakeBatch.Section], received: Timestamp) { queue.offer(sections, received: received) }

    /// Readers there are, and events that they wanted and were not shown.
    package var readerCount: Int { state.withLock { $0.readers.count } }
    package var notShownCount: Int { notShown.load(ordering: .relaxed) }

    // MARK: Readers

    /// Blocks for some milliseconds when there is a condition.
    /// - Throws: `.unavailable` for one reader too many; `.query` for a condition that does not fit; `.invalid`.
    package func open(_ request: LiveRequest) throws -> LiveReader {
        if let condition = request.condition {
            guard let ids = request.typeIDs, !ids.isEmpty else {
                throw BasinError(.invalid, "A condition is on the fields of a type; name the type.")
            }
            guard request.verdict != .refused else {
                throw BasinError(.invalid, "A refused event has no fields to compare; leave the condition out.")
            }
            let types = state.withLock { state in ids.sorted().compactMap { state.types[$0] } }
            for type in types { try LiveColumns.require(condition, type, within: patience.condition * 5) }
        }
        let reader = LiveReader(request, at: .now, patience: patience.reader)
        let begins = try state.withLock { state in
            guard !state.isEnding else { throw BasinError(.unavailable, "Basin is stopping; watch again in a moment.") }
            // Those that are gone since the last round have given up their places.
            if state.readers.count >= Self.mostReaders { state.readers.removeAll(where: \.isOver) }
            guard state.readers.count < Self.mostReaders else {
                throw BasinError(
                    .unavailable, "\(Self.mostReaders) readers watch already, as many as may; try again later.")
            }
            state.readers.append(reader)
            watch(state.readers)
            defer { state.isRunning = true }
            return !state.isRunning && interval != nil
        }
        if begins { work.start { [self] in run() } }
        return reader
    }

    /// The server stops: every reader is told.
    package func end() {
        let readers = state.withLock { state in
            state.isEnding = true
            return state.readers
        }
        for reader in readers { reader.end(LiveText.end, at: .now) }
        pause.signal()
    }

    private func watch(_ readers: [LiveReader]) {
        queue.watch(readers.isEmpty ? nil : LiveWants(readers.map(\.request)))
    }

    // MARK: The thread

    private func run() {
        guard let interval else { return }
        let milliseconds = Int(interval / .milliseconds(1))
        let rounds = LiveRounds(patience)
        while true {
            _ = pause.wait(timeout: .now() + .milliseconds(milliseconds))
            round(rounds, at: .now)
            let isOver = state.withLock { state in
                guard state.readers.isEmpty else { return false }
                state.isRunning = false
                return true
            }
            if isOver { return }
        }
    }

    /// Shows what came since the last round, and lets go of readers that are gone.
    func round(_ rounds: LiveRounds, at now: ContinuousClock.Instant) {
        let (readers, types) = state.withLock { ($0.readers, $0.types) }
        let (offers, missed) = queue.drain()
        if !readers.isEmpty, !(offers.isEmpty && missed.isEmpty) {
            notShown.add(rounds.show(offers, missed, types, to: readers, at: now), ordering: .relaxed)
        }
        for reader in readers where !reader.tick(at: now) { forget(reader) }
    }

    private func forget(_ reader: LiveReader) {
        state.withLock { state in
            state.readers.removeAll { $0 === reader }
            watch(state.readers)
        }
    }
}
