import BasinCore
import Synchronization

/// How often an account's password may be guessed: five times, and then after a pause that doubles up to a quarter of an
/// hour, whoever guesses. A right one begins anew.
final class LoginThrottle: Sendable {
    private struct Failures {
        var count: Int
        var until: Timestamp
    }
    private struct State {
        var failures: [String: Failures] = [:]
        /// Names whose password is being checked.
        var waiting: Set<String> = []
    }
    private let state = Mutex(State())
    private static let free = 5
    private static let longest: Int64 = 900
    private static let mostAccounts = 10_000
    private static let mostWaiting = 16

    /// - Throws: `.rateLimited`; `.unavailable` while the account's, or many, are being checked.
    func enter(_ account: String, at now: Timestamp) throws {
        try state.withLock { state in
            if var failures = state.failures[account], now < failures.until {
                // The clock went back: nobody waits for it to come there again.
                failures.until = min(failures.until, now + .seconds(Self.pause(failures.count)))
                state.failures[account] = failures
                let seconds = Int((failures.until.microseconds - now.microseconds + 999_999) / 1_000_000)
                throw BasinError(
                    .rateLimited, "Too many wrong passwords for this account; try again in \(seconds) s.",
                    rateLimit: .init(events: Self.free, retryAfter: max(1, seconds)))
            }
            guard state.waiting.count < Self.mostWaiting, state.waiting.insert(account).inserted else {
                throw BasinError(.unavailable, "Passwords are being checked; try again in a moment.")
            }
        }
    }

    func leave(_ account: String, wasRight: Bool, at now: Timestamp) {
        state.withLock { state in
            state.waiting.remove(account)
            if wasRight {
                state.failures[account] = nil
                return
            }
            // Names that nobody has would fill the memory.
            if state.failures.count >= Self.mostAccounts {
                state.failures = state.failures.filter { now < $0.value.until + .seconds(Self.longest) }
                // Half a second each: so many in half an hour are not from here.
                if state.failures.count >= Self.mostAccounts { return }
            }
            let count = (state.failures[account]?.count ?? 0) + 1
            state.failures[account] = Failures(count: count, until: now + .seconds(Self.pause(count)))
        }
    }

    /// Seconds.
    private static func pause(_ failures: Int) -> Int64 {
        failures < free ? 0 : min(longest, 1 << Int64(min(failures - free, 20)))
    }

    /// The check did not come to an end.
    func giveUp(_ account: String) { state.withLock { _ = $0.waiting.remove(account) } }
}
