import Synchronization

/// The event types and datasets whose Iceberg table may be behind what is published, and a bell that rings for new
/// ones.
final class Unprojected: Sendable {
    private struct State {
        var ids: Set<UInt32> = []
        var failing: Set<UInt32> = []
        /// Something came since the last wait.
        var hasNews = false
        var waiter: CheckedContinuation<Void, Never>?
    }
    private let state = Mutex(State())

    var all: Set<UInt32> { state.withLock { $0.ids } }

    func insert(_ new: some Sequence<UInt32>) {
        let new = Set(new)
        guard !new.isEmpty else { return }
        state.withLock { state in
            state.ids.formUnion(new)
            state.hasNews = true
        }
        wake()
    }

    /// It is being looked at.
    func remove(_ id: UInt32) { state.withLock { _ = $0.ids.remove(id) } }

    func succeeded(_ id: UInt32) { state.withLock { _ = $0.failing.remove(id) } }

    /// It could not follow, and is tried again with the next round.
    /// - Returns: whether it could before.
    func failed(_ id: UInt32) -> Bool {
        state.withLock { state in
            state.ids.insert(id)
            return state.failing.insert(id).inserted
        }
    }

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
