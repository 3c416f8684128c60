package import BasinCore
import Synchronization

/// How often an account may ask, whatever it asks: a token bucket each. Logins and queries have limits of their own.
package final class RequestLimiter: Sendable {
    /// What is left to an account, as the headers `RateLimit` and `RateLimit-Policy` say it.
    /// https://www.ietf.org/archive/id/draft-ietf-httpapi-ratelimit-headers-10.html
    struct Standing: Equatable {
        var policy: String
        var limit: String
    }

    package static let generous = TokenBucket.Size(perSecond: 100, burst: 400)
    /// What a line of the audit log costs that says only that nothing came of it: whoever may little can write few.
    static let refusalCost = 10

    private let size: TokenBucket.Size
    private let clock: Clock
    private let buckets: Mutex<TokenBuckets>

    package init(_ size: TokenBucket.Size = generous, clock: Clock) {
        self.size = size
        self.clock = clock
        buckets = Mutex(TokenBuckets(size))
    }

    /// - Throws: `.rateLimited`.
    package func admit(_ account: String) throws {
        let now = clock.now()
        guard let seconds = with(account, now, { $0.take(at: now) }) else { return }
        throw BasinError(
            .rateLimited,
            "The account \(account) asks more than \(size.perSecond) times a second; wait \(seconds) s, and ask less often.",
            rateLimit: .init(events: size.burst, retryAfter: seconds))
    }

    package func chargeRefusal(_ account: String) {
        let now = clock.now()
        with(account, now) { $0.charge(Self.refusalCost, at: now) }
    }

    func standing(of account: String) -> Standing {
        let now = clock.now()
        let (left, seconds) = with(account, now) { ($0.left(at: now), $0.secondsToFull(at: now)) }
        let window = max(1, (size.burst + size.perSecond - 1) / size.perSecond)
        return Standing(policy: "\"account\";q=\(size.burst);w=\(window)", limit: "\"account\";r=\(left);t=\(seconds)")
    }

    @discardableResult
    private func with<Value: Sendable>(_ account: String, _ now: Timestamp, _ work: (inout TokenBucket) -> Value) -> Value {
        buckets.withLock { $0.with(account, at: now, work) }
    }
}
