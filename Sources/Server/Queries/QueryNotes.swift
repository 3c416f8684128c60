import Synchronization

/// Queries that are over and wait to be stored. Bounded: a query never waits for its history, so that of very many at
/// once some are only counted.
final class QueryNotes: Sendable {
    private struct State {
        var waiting: [EndedQuery] = []
        var bytes = 0
        var lost = 0
    }
    private let state = Mutex(State())
    /// The day since 1970 on which old queries were last forgotten.
    let forgottenOn = Atomic<Int>(0)
    private static let mostBytes = 16 << 20

    func add(_ query: EndedQuery) {
        let size = query.size
        state.withLock { state in
            guard state.bytes + size <= Self.mostBytes else {
                state.lost += 1
                return
            }
            state.waiting.append(query)
            state.bytes += size
        }
    }

    /// Gives back what could not be stored.
    func putBack(_ queries: [EndedQuery]) { for query in queries { add(query) } }

    /// All that wait, in the order in which they ended, and how many were lost since last asked.
    func take() -> (queries: [EndedQuery], lost: Int) {
        state.withLock { state in
            defer { state = State() }
            return (state.waiting, state.lost)
        }
    }
}
