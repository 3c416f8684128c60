extension Basin {
    /// Waits until every event tracked before the call is in a file, which no end of the process harms.
    ///
    /// (Against a loss of power files are synced before their events are sent, and ten seconds after they were written.)
    ///
    /// - Throws: `.storage` when the folder cannot be written: the events still wait in memory. `.closed`.
    public func persisted() async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            let isTaken = queue.put(
                .mark { error in
                    if let error { continuation.resume(throwing: error) } else { continuation.resume() }
                })
            if !isTaken {
                continuation.resume(throwing: BasinEventsError(.closed, "This Basin is closed; make a new one."))
            }
        }
    }

    /// Sends what was tracked before the call without waiting for company. For the moment before an app is suspended.
    ///
    /// - Parameter within: how long it may take. When the server cannot be reached, events stay in the queue.
    /// - Returns: whether nothing of it waits any more.
    @discardableResult
    public func flush(within: Duration = .seconds(10)) async -> Bool {
        do { try await persisted() } catch { return false }
        return await withCheckedContinuation { continuation in
            courier.flush(within: within) { continuation.resume(returning: $0) }
        }
    }

    /// Sends what is there, as far as that is possible, and frees the folder. Nothing is tracked any more.
    ///
    /// - Parameter within: how long sending may take; what is not sent is sent by the next `Basin` on the folder.
    public func close(within: Duration = .seconds(2)) async {
        if within > .zero { await flush(within: within) }
        await end()
    }
}
