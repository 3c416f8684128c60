import BasinCore
import Synchronization

/// Answers that are kept for a while, because adding up what a hundred thousand datasets did takes longer than a page may.
/// A page says when its answer was made.
final class RecentAnswers<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
    struct Known: Sendable {
        var answer: Answer
        var at: Timestamp
    }

    private let known = Mutex<[Key: Known]>([:])
    private let seconds: Int64
    private let most = 40

    init(seconds: Int64) { self.seconds = seconds }

    /// The key must hold all on which the answer depends, who asks included.
    func answer(_ key: Key, at now: Timestamp, _ make: () async throws -> Answer) async throws -> Known {
        let oldest = now.microseconds - seconds * 1_000_000
        if let kept = known.withLock({ $0[key] }), kept.at.microseconds > oldest, kept.at.microseconds <= now.microseconds { return kept }
        let made = Known(answer: try await make(), at: now)
        known.withLock { known in
            known = known.filter { $0.value.at.microseconds > oldest }
            if known.count >= most { known.removeAll() }
            known[key] = made
        }
        return made
    }
}
