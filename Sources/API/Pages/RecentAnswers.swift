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
    private let most = 40

    /// - Parameters:
    ///   - seconds: so long an answer is as good as new.
    ///   - patience: so long a new one is waited for where there is an old one.
    package init(seconds: Int64, patience: Duration = .milliseconds(50)) {
        self.seconds = seconds
        self.patience = patience
    }

    /// The key must hold all on which the answer depends, who asks included.
    package func answer(
        _ key: Key, at now: Timestamp, _ make: @escaping @Sendable () async throws -> Answer
    ) async throws -> Known {
        let kept = state.withLock { $0.known[key] }
        if let kept, isNewer(kept, than: seconds, at: now) { return kept }
        let making = self.making(key, at: now, make)
        guard let kept, isNewer(kept, than: 86_400, at: now) else { return try await making.value }
        let (first, come) = AsyncStream.makeStream(of: Known.self)
        Task { come.yield((try? await making.value) ?? kept) }
        Task {
            try? await Task.sleep(for: patience)
            come.yield(kept)
        }
        for await known in first { return known }
        return kept
    }

    private func isNewer(_ known: Known, than seconds: Int64, at now: Timestamp) -> Bool {
        known.at <= now && known.at.microseconds > now.microseconds - seconds * 1_000_000
    }

    /// The one that is under way, or a new one.
    private func making(
        _ key: Key, at now: Timestamp, _ make: @escaping @Sendable () async throws -> Answer
    ) -> Task<Known, any Error> {
        state.withLock { state in
            if let task = state.making[key] { return task }
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
                    if state.known.count >= most { state.known.removeAll() }
                    state.known[key] = made
                }
                return made
            }
            state.making[key] = task
            return task
        }
    }
}
