import Synchronization

/// Pages that were made a moment ago: those who follow the same type ask for the same ones.
final class RecentPages: Sendable {
    private struct Key: Hashable {
        var typeID: UInt32
        var position: StreamPosition
    }
    private struct State {
        var pages: [Key: (page: StreamPage, at: ContinuousClock.Instant)] = [:]
        var bytes = 0
    }
    private let state = Mutex(State())
    /// So long at most: what may follow a position grows.
    private static let age = Duration.seconds(2)
    private static let mostBytes = 32 << 20

    /// A page of at most so many events and bytes that begins there.
    func find(
        _ typeID: UInt32, _ position: StreamPosition, limit: Int, bytes: Int, at now: ContinuousClock.Instant
    ) -> StreamPage? {
        state.withLock { state in
            guard let known = state.pages[Key(typeID: typeID, position: position)], now - known.at <= Self.age,
                known.page.events <= limit, known.page.bytes.count <= bytes
            else { return nil }
            return known.page
        }
    }

    func keep(_ page: StreamPage, _ typeID: UInt32, _ position: StreamPosition, at now: ContinuousClock.Instant) {
        guard page.events > 0, page.bytes.count <= Self.mostBytes / 4 else { return }
        state.withLock { state in
            state.pages = state.pages.filter { now - $0.value.at <= Self.age }
            state.bytes = state.pages.values.reduce(0) { $0 + $1.page.bytes.count }
            if state.bytes + page.bytes.count > Self.mostBytes { (state.pages, state.bytes) = ([:], 0) }
            state.pages[Key(typeID: typeID, position: position)] = (page, now)
        }
    }
}
