import BasinCore
import Dispatch
import Synchronization

/// Who takes events of which type in the order of receipt, and what wakes those who have come to its end: a publication of
/// the type, time, or the end of the server.
final class EventFollowers: Sendable {
    enum Wake { case news, time, end }

    private struct Waiter {
        var typeID: UInt32
        var continuation: CheckedContinuation<Wake, Never>
    }

    private struct State {
        var readers = 0
        var isEnding = false
        /// How many follow each type.
        var following: [UInt32: Int] = [:]
        /// How often each type was published while somebody followed it.
        var publications: [UInt32: Int] = [:]
        /// Types of publications that are about to be committed.
        var announced: Set<UInt32> = []
        var waiters: [Int: Waiter] = [:]
        var nextWaiter = 0
    }
    private let state = Mutex(State())
    private let events = Atomic<Int>(0)
    private static let clock = DispatchQueue(label: "basin.followers")
    static let mostReaders = 100

    // MARK: Readers

    /// - Throws: `.unavailable` when there are too many, or the server is stopping.
    func enter(following typeID: UInt32?) throws {
        try state.withLock { state in
            guard !state.isEnding else { throw BasinError(.unavailable, "Basin is stopping; go on in a moment.") }
            guard state.readers < Self.mostReaders else {
                throw BasinError(
                    .unavailable, "\(Self.mostReaders) readers take events already, as many as may; try again later.")
            }
            state.readers += 1
            if let typeID { state.following[typeID, default: 0] += 1 }
        }
    }

    func leave(following typeID: UInt32?) {
        state.withLock { state in
            state.readers -= 1
            guard let typeID, let count = state.following[typeID] else { return }
            state.following[typeID] = count > 1 ? count - 1 : nil
        }
    }

    /// Types that somebody follows.
    var followed: Set<UInt32> { state.withLock { Set($0.following.keys) } }
    var readers: Int { state.withLock { $0.readers } }
    var eventsGiven: Int { events.load(ordering: .relaxed) }
    func gave(_ count: Int) { events.add(count, ordering: .relaxed) }

    // MARK: News

    /// To be called in a publication's transaction.
    func announce(_ typeID: UInt32) {
        state.withLock { state in if state.following[typeID] != nil { state.announced.insert(typeID) } }
    }

    /// What was announced is committed.
    func committed() {
        wake(.news) { state in
            let types = state.announced
            guard !types.isEmpty else { return [] }
            state.announced = []
            for id in types { state.publications[id, default: 0] += 1 }
            return state.waiters.filter { types.contains($0.value.typeID) }.map(\.key)
        }
    }

    /// To be read before a look at the type's events, and given to `wait` after one that found none.
    func publications(of typeID: UInt32) -> Int { state.withLock { $0.publications[typeID] ?? 0 } }

    /// Until the type was published again, for so long at most.
    func wait(for typeID: UInt32, since publications: Int, atMost time: Duration) async -> Wake {
        await withCheckedContinuation { continuation in
            let (answer, number) = state.withLock { state -> (Wake?, Int) in
                if state.isEnding { return (.end, 0) }
                if state.publications[typeID] ?? 0 != publications { return (.news, 0) }
                state.nextWaiter += 1
                state.waiters[state.nextWaiter] = Waiter(typeID: typeID, continuation: continuation)
                return (nil, state.nextWaiter)
            }
            if let answer { return continuation.resume(returning: answer) }
            Self.clock.asyncAfter(deadline: .now() + .milliseconds(Int(time / .milliseconds(1)))) { [weak self] in
                self?.wake(.time) { _ in [number] }
            }
        }
    }

    /// Lets everyone who waits for the type look again: one of them may be gone.
    func stir(_ typeID: UInt32) {
        wake(.news) { state in state.waiters.filter { $0.value.typeID == typeID }.map(\.key) }
    }

    var isEnding: Bool { state.withLock { $0.isEnding } }

    /// The server stops: everyone's answer ends.
    func end() {
        wake(.end) { state in
            state.isEnding = true
            return Array(state.waiters.keys)
        }
    }

    private func wake(_ wake: Wake, _ choose: (inout State) -> [Int]) {
        let waiters = state.withLock { state in choose(&state).compactMap { state.waiters.removeValue(forKey: $0) } }
        for waiter in waiters { waiter.continuation.resume(returning: wake) }
    }
}
