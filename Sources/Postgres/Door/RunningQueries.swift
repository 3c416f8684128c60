import BasinCore
import Synchronization

/// The statements of one connection that are under way, so that others can end them: a client's request to cancel,
/// which comes through another connection, and the end of this one.
final class RunningQueries: Sendable {
    private struct State {
        var isGone = false
        var isBusy = false
        var departures: [Int: Departure] = [:]
        var next = 0
    }
    private let state = Mutex(State())

    /// A departure for a statement that begins, and the number to remove it by.
    func begin() -> (number: Int, departure: Departure) {
        let departure = Departure()
        let (number, isGone) = state.withLock { state in
            state.next += 1
            state.departures[state.next] = departure
            return (state.next, state.isGone)
        }
        if isGone { departure.tell() }
        return (number, departure)
    }

    /// The statement is not wanted any more.
    func end(_ number: Int) {
        let departure = state.withLock { $0.departures.removeValue(forKey: number) }
        departure?.tell()
    }

    /// Whether the client waits for an answer. A request to cancel means what it waits for, and nothing later.
    func setBusy(_ isBusy: Bool) { state.withLock { $0.isBusy = isBusy } }

    func cancel() {
        let departures = state.withLock { $0.isBusy ? Array($0.departures.values) : [] }
        for departure in departures { departure.tell() }
    }

    /// The connection is over.
    func leave() {
        let departures = state.withLock { state in
            state.isGone = true
            defer { state.departures = [:] }
            return Array(state.departures.values)
        }
        for departure in departures { departure.tell() }
    }
}
