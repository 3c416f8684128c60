package import BasinCore
import Synchronization

/// How often an address may show a token that is not known to be good, or none: so that a token that somebody chose
/// cannot be guessed at any speed. Whoever showed a good one before is not held up by others at the same address, which
/// may be a proxy's. This machine itself is not counted.
package final class StrangerLimiter: Sendable {
    private struct State {
        var buckets: TokenBuckets
        /// Hashes, under a seed that nobody knows: one in common with a good token only means to be looked at.
        var good: Set<Int> = []
    }

    /// Many people may come through one proxy when a server starts anew.
    package static let generous = TokenBucket.Size(perSecond: 10, burst: 600)
    private static let mostTokens = 100_000

    private let size: TokenBucket.Size
    private let clock: Clock
    private let state: Mutex<State>

    package init(_ size: TokenBucket.Size = generous, clock: Clock) {
        self.size = size
        self.clock = clock
        state = Mutex(State(buckets: TokenBuckets(size)))
    }

    /// Before it is looked at whether the token is good: who is refused here learns nothing of it.
    /// - Throws: `.rateLimited`.
    package func admit(_ token: String?, from address: String?) throws {
        guard let origin = Self.origin(of: address) else { return }
        let now = clock.now()
        let seconds = state.withLock { state -> Int? in
            if let token, state.good.contains(token.hashValue) { return nil }
            return state.buckets.with(origin, at: now) { $0.take(at: now) }
        }
        guard let seconds else { return }
        throw BasinError(
            .rateLimited, "Too many requests without a good token come from this address; wait \(seconds) s.",
            rateLimit: .init(events: size.burst, retryAfter: seconds))
    }

    /// What became of it.
    package func note(_ token: String, isGood: Bool, from address: String?) {
        guard Self.origin(of: address) != nil else { return }
        state.withLock { state in
            guard isGood else {
                state.good.remove(token.hashValue)
                return
            }
            if state.good.count >= Self.mostTokens { state.good = [] }
            state.good.insert(token.hashValue)
        }
    }

    /// Who is counted as one: an address; of IPv6 the network of which one customer has all addresses (/64). Nil for
    /// this machine, and where there is no address.
    package static func origin(of address: String?) -> String? {
        guard let address, address != "::1" else { return nil }
        let mapped = "::ffff:"
        let old = address.hasPrefix(mapped) ? String(address.dropFirst(mapped.count)) : address
        if old.contains(".") { return old.hasPrefix("127.") ? nil : old }
        let halves = address.prefix { $0 != "%" }.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
            .map { $0.split(separator: ":") }
        // What is left out are zeros, and may end within the network's part.
        let zeros = halves.count == 2 ? max(0, 8 - halves[0].count - halves[1].count) : 0
        var network = (halves[0] + Array(repeating: "0", count: zeros) + (halves.count == 2 ? halves[1] : [])).prefix(4)
        while network.last == "0" { network.removeLast() }
        return network.joined(separator: ":") + "::/64"
    }
}
