import BasinCore
import Dispatch
import Synchronization

/// How many queries run at a time. More would only take memory and cores from each other and from intake: they wait a
/// little, in the order in which they came, and are then refused.
final class QueryRoom: Sendable {
    private struct State {
        var running = 0
        var nextTicket = 0
        var waiting: [(ticket: Int, continuation: CheckedContinuation<Void, any Error>)] = []
    }
    private let state = Mutex(State())
    private let limit: Int
    private let patience: DispatchTimeInterval
    private static let clock = DispatchQueue(label: "basin.query.room")

    init(limit: Int = 4, patience: DispatchTimeInterval = .seconds(10)) {
        self.limit = limit
        self.patience = patience
    }

    /// Waits for a place, which `leave` gives back.
    /// - Throws: `.unavailable` when none became free in time; `CancellationError`.
    func enter() async throws {
        let ticket = state.withLock { state in
            state.nextTicket += 1
            return state.nextTicket
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                let hasRoom = state.withLock { state in
                    if state.running < limit {
                        state.running += 1
                        return true
                    }
                    state.waiting.append((ticket, continuation))
                    return false
                }
                if hasRoom { return continuation.resume() }
                // A cancellation that came before there was anything to cancel.
                if Task.isCancelled { return refuse(ticket, CancellationError()) }
                Self.clock.asyncAfter(deadline: .now() + patience) {
                    self.refuse(
                        ticket,
                        BasinError(
                            .unavailable,
                            "\(self.limit) queries are under way, as many as run at a time; run this one again later."))
                }
            }
        } onCancel: {
            refuse(ticket, CancellationError())
        }
    }

    /// Hands the place to the one who waits longest.
    func leave() {
        let next = state.withLock { state in
            if state.waiting.isEmpty {
                state.running -= 1
                return nil as CheckedContinuation<Void, any Error>?
            }
            return state.waiting.removeFirst().continuation
        }
        next?.resume()
    }

    private func refuse(_ ticket: Int, _ reason: any Error) {
        let waiter = state.withLock { state in
            state.waiting.firstIndex { $0.ticket == ticket }.map { state.waiting.remove(at: $0).continuation }
        }
        waiter?.resume(throwing: reason)
    }
}
