import Synchronization

/// An order on its way through a pool. Ends exactly once.
final class WorkerJob: Sendable {
    let order: WorkOrder
    let heartbeat: @Sendable (WorkerHeartbeat) -> Void
    private let state = Mutex(State())

    private struct State {
        var isCancelled = false
        var result: WorkResult?
        var waiting: CheckedContinuation<WorkResult, Never>?
    }

    init(order: WorkOrder, heartbeat: @escaping @Sendable (WorkerHeartbeat) -> Void) {
        self.order = order
        self.heartbeat = heartbeat
    }

    var isCancelled: Bool { state.withLock(\.isCancelled) }
    func cancel() { state.withLock { $0.isCancelled = true } }

    /// The first end counts.
    func end(_ result: WorkResult) {
        let waiting = state.withLock { state in
            if state.result == nil { state.result = result }
            defer { state.waiting = nil }
            return state.waiting
        }
        waiting?.resume(returning: result)
    }

    func end(_ kind: WorkFailure.Kind, _ message: String) {
        end(WorkResult(outcome: .failure(WorkFailure(kind, message))))
    }

    var result: WorkResult {
        get async {
            await withCheckedContinuation { continuation in
                let known = state.withLock { state in
                    if state.result == nil { state.waiting = continuation }
                    return state.result
                }
                if let known { continuation.resume(returning: known) }
            }
        }
    }
}
