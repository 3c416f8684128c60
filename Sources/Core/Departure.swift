import Synchronization

/// Says that the client of a request is gone, so that nobody works on an answer that nobody reads.
package final class Departure: Sendable {
    private struct State {
        var isTold = false
        var actions: [@Sendable () -> Void] = []
    }
    private let state = Mutex(State())

    package init() {}

    /// Runs the action once the client is gone; at once when it already is. From any thread.
    package func whenGone(_ action: @escaping @Sendable () -> Void) {
        let isTold = state.withLock { state in
            if !state.isTold { state.actions.append(action) }
            return state.isTold
        }
        if isTold { action() }
    }

    /// The client is gone. Idempotent.
    package func tell() {
        let actions = state.withLock { state in
            state.isTold = true
            defer { state.actions = [] }
            return state.actions
        }
        for action in actions { action() }
    }
}
