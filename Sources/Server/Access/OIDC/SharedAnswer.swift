import Synchronization

/// One fetch for all who want the same at the same time.
final class SharedAnswer<Value: Sendable>: Sendable {
    private typealias Waiter = CheckedContinuation<Value?, any Error>
    /// Who waits; nil while nobody fetches.
    private let waiting = Mutex<[Waiter]?>(nil)

    /// What `fetch` gives, of this caller or of one that began before it.
    func get(_ fetch: @Sendable () async throws -> Value) async throws -> Value {
        while true {
            if begins() { return try await fetchForAll(fetch) }
            if let shared = try await join() { return shared }
        }
    }

    private func begins() -> Bool {
        waiting.withLock { waiting in
            guard waiting == nil else { return false }
            waiting = []
            return true
        }
    }

    private func fetchForAll(_ fetch: @Sendable () async throws -> Value) async throws -> Value {
        do {
            let value = try await fetch()
            for other in end() { other.resume(returning: value) }
            return value
        } catch {
            for other in end() { other.resume(throwing: error) }
            throw error
        }
    }

    private func end() -> [Waiter] {
        waiting.withLock { waiting in
            let all = waiting ?? []
            waiting = nil
            return all
        }
    }

    /// Nil when it ended before this could wait for it.
    private func join() async throws -> Value? {
        try await withCheckedThrowingContinuation { (waiter: Waiter) in
            let isWaiting = waiting.withLock { waiting in
                guard waiting != nil else { return false }
                waiting?.append(waiter)
                return true
            }
            if !isWaiting { waiter.resume(returning: nil) }
        }
    }
}
