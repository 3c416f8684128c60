import Synchronization

/// The event types and datasets whose Iceberg table may be behind what is published, and a bell that rings for new ones.
final class Unprojected: Sendable {
    private struct State {
        var ids: Set<UInt32> = []
        /// Something came since the last wait.
        var hasNews = false
        var waiter: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    var all: Set<UInt32> { state.withLock { $0.ids } }

    /// - Parameter quietly: it failed, so that it need not be tried again at once.
    func insert(_ new: some Sequence<UInt32>, quietly: Bool = false) {
        let new = Set(new)
        state.withLock { state in
            state.ids.formUnion(new)
            if !quietly, !new.isEmpty { state.hasNews = true }
        }
        if !quietly, !new.isEmpty { wake() }
    }

    /// Whether it was there.
    func remove(_ id: UInt32) -> Bool { state.withLock { $0.ids.remove(id) != nil } }

    /// Until there is something new, or so long, or until cancelled. One caller at a time.
    func wait(atMost time: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [self] in
                try? await Task.sleep(for: time)
                state.withLock { $0.hasNews = true }
                wake()
            }
            await withCheckedContinuation { continuation in
                state.withLock { $0.waiter = continuation }
                wake()
            }
            group.cancelAll()
        }
        state.withLock { $0.hasNews = false }
    }

    /// Lets the one who waits go on, if there is a reason to.
    private func wake() {
        let waiter = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.hasNews else { return nil }
            defer { state.waiter = nil }
            return state.waiter
        }
        waiter?.resume()
    }
}
