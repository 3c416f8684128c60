import BasinCore
import Synchronization

/// Values that somebody comes back for, once, with a secret, before their time is over. Only hashes of secrets are kept.
final class OneTime<Value: Sendable>: Sendable {
    private let held = Mutex<[[UInt8]: (value: Value, expiresAt: Timestamp)]>([:])
    private let most: Int

    init(most: Int) { self.most = most }

    /// - Throws: `.unavailable` when so many wait that nobody honest can be that many.
    func hold(_ value: Value, under secret: String, until end: Timestamp, at now: Timestamp) throws {
        let hash = Credentials.hash(secret)
        try held.withLock { held in
            if held.count >= most { held = held.filter { now < $0.value.expiresAt } }
            guard held.count < most else {
                throw BasinError(.unavailable, "Too many sign-ins were begun; try again in some minutes.")
            }
            held[hash] = (value, end)
        }
    }

    /// The value, which nobody gets again, whatever becomes of it.
    func take(_ secret: String, at now: Timestamp) -> Value? {
        let hash = Credentials.hash(secret)
        guard let found = held.withLock({ $0.removeValue(forKey: hash) }), now < found.expiresAt else { return nil }
        return found.value
    }
}
