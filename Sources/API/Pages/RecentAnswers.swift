package import BasinCore
import Synchronization

/// Answers that are kept, because adding up what a hundred thousand datasets did takes longer than a page may. A page says when
/// its answer was made.
///
/// An old one is made anew when somebody asks for it. Where that takes longer than a moment, whoever asks gets the old one
/// meanwhile, unless it is older than a day. However many ask at once, it is made once.
package final class RecentAnswers<Key: Hashable & Sendable, Answer: Sendable>: Sendable {
    package struct Known: Sendable {
        package var answer: Answer
        package var at: Timestamp
    }

    private struct State {
        var known: [Key: Known] = [:]
        var making: [Key: Task<Known, any Error>] = [:]
    }

    private let state = Mutex(State())
    private let seconds: Int64
    private let patience: Duration
    private let most: Int

    /// - Parameters:
    ///   - seconds: so long an answer is as good as new.
    ///   - patience: so long a new one is waited for where there is an old one.
    ///   - most: so many are kept: one of a hundred thousand lines takes tens of megabytes.
    package init(seconds: Int64, patience: Duration = .milliseconds(50), most: Int = 12) {
        self.seconds = seconds
        self.patience = patience
        self.most = most
    }

    /// The key must hold all on which the answer depends, who asks included.
    package func answer(
        _ key: Key, at now: Timestamp, _ make: @escaping @Sendable () async throws -> Answer
    ) async throws -> Known {
        let kept = state.withLock { $0.known[key] }
        if let kept, isNewer(kept, than: seconds, at: now) { return kept }
        let making = self.making(key, at: now, make)
        guard let kept, isNewer(kept, than: Self.oldest, at: now) else { return try await making.value }
        let (first, come) = AsyncStream.makeStream(of: Known.self)
        Task { come.yield((try? await making.value) ?? kept) }
        Task {
            try? await Task.sleep(for: patience)
            come.yield(kept)
        }
        for await known in first { return known }
        return kept
    }

    /// Seconds after which an answer is not given any more, whatever a new one takes.
    private static var oldest: Int64 { 86_400 }

    private func isNewer(_ known: Known, than seconds: Int64, at now: Timestamp) -> Bool {
        known.at <= now && known.at.microseconds > now.microseconds - seconds * 1_000_000
    }

    /// The one that is under way, or a new one.
    private func making(
        _ key: Key, at now: Timestamp, _ make: @escaping @Sendable () async throws -> Answer
    ) -> Task<Known, any Error> {
        state.withLock { state in
            if let task = state.making[key] { return task }
            // Somebody else's may have come since it was looked for.
            if let made = state.known[key], isNewer(made, than: seconds, at: now) { return Task { made } }
            let task = Task { [self] in
                let made: Known
                do {
                    made = Known(answer: try await make(), at: now)
                } catch {
                    self.state.withLock { $0.making[key] = nil }
                    throw error
                }
                self.state.withLock { state in
                    state.making[key] = nil
                    state.known[key] = made
                    state.known = state.known.filter { isNewer($0.value, than: Self.oldest, at: now) }
                    if state.known.count > most, let oldest = state.known.min(by: { $0.value.at < $1.value.at }) {
                        state.known[oldest.key] = nil
                    }
                }
                return made
            }
            state.making[key] = task
            return task
        }
    }
}
