import BasinCore
import Dispatch
import NIOCore
import Synchronization

/// Carries a result's bytes from the blocking thread that makes them to the client, a few pieces at a time: a slow
/// client makes the query wait, one that is gone ends it.
final class QueryPieces: Sendable {
    private struct State {
        var queue: [ByteBuffer] = []
        var end: Result<Void, any Error>?
        var waiter: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())
    private let room = DispatchSemaphore(value: 16)
    private static let patience = DispatchTimeInterval.seconds(60)

    /// Blocks while the client is behind.
    /// - Throws: when the client took nothing for a minute.
    func put(_ bytes: [UInt8]) throws {
        guard room.wait(timeout: .now() + Self.patience) == .success else {
            throw BasinError(.query, "The client stopped reading the result.")
        }
        wake { $0.queue.append(ByteBuffer(bytes: bytes)) }
    }

    func finish(_ result: Result<Void, any Error>) { wake { $0.end = result } }

    /// The next piece; nil at the end. One caller at a time.
    func next() async throws -> ByteBuffer? {
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
            await withCheckedContinuation { continuation in
                let isReady = state.withLock { state in
                    if !state.queue.isEmpty || state.end != nil { return true }
                    state.waiter = continuation
                    return false
                }
                if isReady { continuation.resume() }
            }
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
