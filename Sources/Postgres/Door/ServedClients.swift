import Synchronization

/// The clients that are being served, each in a task of its own.
///
/// A connection is served from the moment that its channel is made: streams of a channel that nobody takes up would end
/// the process when they are let go, and a client may come at the very moment at which the port is closed.
final class ServedClients: Sendable {
    private struct State {
        var isStopping = false
        var next = 0
        var tasks: [Int: Task<Void, Never>] = [:]
    }
    private let state = Mutex(State())

    /// Never waits: it is called on an event loop.
    func serve(_ client: Connection) {
        state.withLock { state in
            let number = state.next
            state.next += 1
            let task = Task { [self] in
                await client.serve()
                self.state.withLock { _ = $0.tasks.removeValue(forKey: number) }
            }
            state.tasks[number] = task
            if state.isStopping { task.cancel() }
        }
    }

    /// Tells all that it is over, and waits until each has had its last word.
    func stop() async {
        while let task = state.withLock({ state -> Task<Void, Never>? in
            state.isStopping = true
            for task in state.tasks.values { task.cancel() }
            return state.tasks.values.first
        }) {
            await task.value
        }
    }
}
