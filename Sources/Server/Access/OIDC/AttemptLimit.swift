import BasinCore
import Synchronization

/// So many attempts a minute from one address, and so many from all that there is no room to remember apart.
final class AttemptLimit: Sendable {
    private struct State {
        var minute: Int64 = 0
        var counts: [String: Int] = [:]
    }
    private let state = Mutex(State())
    private let most: Int
    private static let mostAddresses = 10_000

    init(most: Int) { self.most = most }

    /// - Throws: `.rateLimited`.
    func enter(_ address: String, at now: Timestamp) throws {
        let minute = now.microseconds.floorDivided(by: 60_000_000)
        let isOver = state.withLock { state in
            if state.minute != minute { state = State(minute: minute) }
            let key = state.counts[address] != nil || state.counts.count < Self.mostAddresses ? address : ""
            let count = (state.counts[key] ?? 0) + 1
            state.counts[key] = count
            return count > most
        }
        guard isOver else { return }
        let seconds = 60 - Int(now.microseconds.floorDivided(by: 1_000_000) - minute * 60)
        throw BasinError(
            .rateLimited, "Too many sign-ins from this address; try again in \(seconds) s.",
            rateLimit: .init(events: most, retryAfter: max(1, seconds)))
    }
}
