import BasinCore
import BasinEngines
import Dispatch
import NIOCore
import Synchronization

/// Carries a result's bytes from the blocking thread that makes them to the client, a few pieces at a time: a slow
/// client makes the query wait, one that is gone ends it.
final class QueryPieces: Sendable {
    private struct State {
        var queue: [ByteBuffer] = []
        var end: Result<Void, any Error>?
        var isAbandoned = false
        var waiter: CheckedContinuation<Void, Never>?
    }
    /// Stops the query that makes the pieces.
    let cancellation = QueryCancellation()
    private let state = Mutex(State())
    /// Made empty and filled by signals: a semaphore that ends below the value that it was made with ends the process.
    private let room = DispatchSemaphore(value: 0)
    private let patience: DispatchTimeInterval
    private static let most = 16

    init(patience: DispatchTimeInterval = .seconds(60)) {
        self.patience = patience
        for _ in 0..<Self.most { room.signal() }
    }

    /// Blocks while the client is behind.
    /// - Throws: when the client is gone, or took nothing for a minute.
    func put(_ bytes: [UInt8]) throws {
        let hasRoom = room.wait(timeout: .now() + patience) == .success
        guard hasRoom, !state.withLock({ $0.isAbandoned }) else {
            throw BasinError(.query, "The client stopped reading the result.")
        }
        wake { $0.queue.append(ByteBuffer(bytes: bytes)) }
    }

    /// No more pieces come. The first end counts.
    func finish(_ result: Result<Void, any Error>) { wake { if $0.end == nil { $0.end = result } } }

    /// Nobody wants the rest: the query is stopped, whatever it is doing. Idempotent, from any thread.
    func abandon() {
        cancellation.cancel()
        wake { state in
            state.isAbandoned = true
            state.queue = []
            if state.end == nil { state.end = .failure(BasinError(.query, "The query was cancelled.")) }
        }
        room.signal()
    }

    /// The next piece; nil at the end. One caller at a time, whose cancellation abandons the query.
    func next() async throws -> ByteBuffer? {
        try await withTaskCancellationHandler {
            while true {
                let (piece, end) = state.withLock { state -> (ByteBuffer?, Result<Void, any Error>?) in
                    state.queue.isEmpty ? (nil, state.end) : (state.queue.removeFirst(), nil)
                }
                if let piece {
                    room.signal()
                    return piece
                }
                if let end {
                    try end.get()
                    return nil
                }
                await arrival()
            }
        } onCancel: {
            abandon()
        }
    }

    private func arrival() async {
        await withCheckedContinuation { continuation in
            let isReady = state.withLock { state in
                if !state.queue.isEmpty || state.end != nil { return true }
                state.waiter = continuation
                return false
            }
            if isReady { continuation.resume() }
        }
    }

    private func wake(_ change: (inout State) -> Void) {
        let waiter = state.withLock { state in
            change(&state)
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
