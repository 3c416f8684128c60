import BasinCore
import BasinEngines
import Dispatch
import Synchronization

/// What a worker's threads asked the server to open, until it is answered.
final class OpenRequests: Sendable {
    private struct State {
        var next: UInt32 = 0
        var waiting: [UInt32: DispatchSemaphore] = [:]
        var answers: [UInt32: Result<PackedValues, BasinError>] = [:]
        var isStopped = false
    }
    private let state = Mutex(State())
    private let output: QueryFrameWriter

    init(output: QueryFrameWriter) { self.output = output }

    /// For a new order.
    func begin() { state.withLock { $0 = State(next: $0.next) } }

    /// Blocks one of DuckDB's threads until the server answered.
    /// - Throws: what the server says, or that the query was stopped.
    func texts(of values: PackedValues, opener: UInt32) throws -> PackedValues {
        // The thread is DuckDB's, which has no other way to wait.
        let arrival = DispatchSemaphore(value: 0)
        let number = try state.withLock { state in
            if state.isStopped { throw Self.stopped }
            state.next &+= 1
            state.waiting[state.next] = arrival
            return state.next
        }
        let request = OpenRequest(number: number, opener: opener, values: values).bytes
        guard request.count <= QueryFrame.limit(of: .open) else {
            state.withLock { _ = $0.waiting.removeValue(forKey: number) }
            throw BasinError(.query, "A sealed value is too long to be opened in a query.")
        }
        output.write(.open, request)
        arrival.wait()
        return try state.withLock { state in
            guard let answer = state.answers.removeValue(forKey: number) else { throw Self.stopped }
            return try answer.get()
        }
    }

    /// False when nobody asked for it.
    func take(_ answer: OpenAnswer) -> Bool {
        let (arrival, isLate) = state.withLock { state in
            let arrival = state.waiting.removeValue(forKey: answer.number)
            if arrival != nil { state.answers[answer.number] = answer.texts }
            return (arrival, state.isStopped)
        }
        arrival?.signal()
        return arrival != nil || isLate
    }

    /// Whoever waits, or asks later, is told that the query was stopped: nothing is answered any more.
    func stop() {
        let waiting = state.withLock { state in
            state.isStopped = true
            defer { state.waiting = [:] }
            return state.waiting
        }
        for arrival in waiting.values { arrival.signal() }
    }

    private static let stopped = BasinError(.query, "The query was cancelled.")
}
