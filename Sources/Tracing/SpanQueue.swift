import Synchronization

/// Spans that wait to be sent: at most so many, whatever happens on the other side. From any thread.
package final class SpanQueue: Sendable {
    private struct State {
        var spans: [Span] = []
        var exported = 0
        var dropped: [DropReason: Int] = [:]
    }
    private let state = Mutex(State())
    private let arriving: AsyncStream<Void>.Continuation
    private let capacity: Int
    package let batchSize: Int
    /// Yields when a batch is full. For one reader.
    package let arrivals: AsyncStream<Void>

    package init(capacity: Int = 8192, batchSize: Int = 512) {
        self.capacity = capacity
        self.batchSize = batchSize
        (arrivals, arriving) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
    }

    /// What finds no room is dropped and counted.
    package func add(_ spans: [Span]) {
        guard !spans.isEmpty else { return }
        let count = state.withLock { state in
            let room = max(0, capacity - state.spans.count)
            state.spans += spans.prefix(room)
            if spans.count > room { state.dropped[.queueFull, default: 0] += spans.count - room }
            return state.spans.count
        }
        if count >= batchSize { wake() }
    }

    /// Lets the reader look.
    package func wake() { arriving.yield() }

    /// The oldest, at most a batch.
    package func take() -> [Span] {
        state.withLock { state in
            let batch = Array(state.spans.prefix(batchSize))
            state.spans.removeFirst(batch.count)
            return batch
        }
    }

    package func exported(_ count: Int) { state.withLock { $0.exported += count } }

    package func dropped(_ count: Int, _ reason: DropReason) {
        guard count > 0 else { return }
        state.withLock { $0.dropped[reason, default: 0] += count }
    }

    /// What happened so far.
    package var figures: SpanFigures {
        state.withLock { SpanFigures(waiting: $0.spans.count, exported: $0.exported, dropped: $0.dropped) }
    }
}
