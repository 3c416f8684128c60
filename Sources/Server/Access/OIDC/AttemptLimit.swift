import BasinCore
import Synchronization

/// So many attempts a minute of one who tries (an address, a subject), and so many of all that there is no room to tell apart.
final class AttemptLimit: Sendable {
    private struct State {
        var minute: Int64 = 0
        var counts: [String: Int] = [:]
    }
    private let state = Mutex(State())
    private let most: Int
    private static let mostApart = 10_000

    init(most: Int) { self.most = most }

    /// - Throws: `.rateLimited`.
    func enter(_ who: String, at now: Timestamp) throws {
        let minute = now.microseconds.floorDivided(by: 60_000_000)
        let isOver = state.withLock { state in
            if state.minute != minute { state = State(minute: minute) }
            let key = state.counts[who] != nil || state.counts.count < Self.mostApart ? who : ""
            let count = (state.counts[key] ?? 0) + 1
            state.counts[key] = count
            return count > most
        }
        guard isOver else { return }
        let seconds = 60 - Int(now.microseconds.floorDivided(by: 1_000_000) - minute * 60)
        throw BasinError(
            .rateLimited, "Too many sign-ins; try again in \(seconds) s.",
            rateLimit: .init(events: most, retryAfter: max(1, seconds)))
    }
}
