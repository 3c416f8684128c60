import Synchronization

/// Small pages that were made a moment ago. To find the first events that follow a position costs as much as to find a few
/// thousand, so more are made than a reader with little room takes at once; and those who follow the same type ask for the
/// same ones. A page stays true: what comes later comes behind it.
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
    private static let age = Duration.seconds(10)
    private let mostBytes: Int

    init(mostBytes: Int = 32 << 20) { self.mostBytes = mostBytes }

    /// Known pages that follow each other from there, together at most so many events, and about so many bytes.
    func find(
        _ typeID: UInt32, _ position: StreamPosition, limit: Int, bytes: Int, at now: ContinuousClock.Instant
    ) -> StreamPage? {
        state.withLock { state in
            var found: StreamPage?
            while let next = state.pages[Key(typeID: typeID, position: found?.position ?? position)],
                now - next.at <= Self.age, (found?.events ?? 0) + next.page.events <= limit,
                found == nil || (found?.bytes.count ?? 0) + next.page.bytes.count <= bytes
            {
                if found == nil { found = next.page } else { found?.append(next.page) }
            }
            return found
        }
    }

    /// - Parameter pages: in order, the first beginning there.
    func keep(_ pages: [StreamPage], _ typeID: UInt32, _ position: StreamPosition, at now: ContinuousClock.Instant) {
        let more = pages.reduce(0) { $0 + $1.bytes.count }
        guard more <= mostBytes / 2 else { return }
        state.withLock { state in
            if state.bytes + more > mostBytes {
                state.pages = state.pages.filter { now - $0.value.at <= Self.age }
                state.bytes = state.pages.values.reduce(0) { $0 + $1.page.bytes.count }
            }
            if state.bytes + more > mostBytes { (state.pages, state.bytes) = ([:], 0) }
            var start = position
            for page in pages {
                let before = state.pages.updateValue((page, now), forKey: Key(typeID: typeID, position: start))
                state.bytes += page.bytes.count - (before?.page.bytes.count ?? 0)
                start = page.position
            }
        }
    }
}
