import Dispatch

#if canImport(Darwin)
    import Darwin
#elseif canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#elseif canImport(Android)
    import Android
#endif

/// At the end of a process that returns from `main` or calls `exit`, events that were tracked are written to disk.
enum ExitDrain {
    private struct Entry: Sendable {
        weak var queue: TrackQueue?
    }

    private static let entries = Guarded<[Entry]>([])

    /// `atexit` once.
    private static let isInstalled: Bool = atexit { ExitDrain.drain() } == 0

    static func watch(_ queue: TrackQueue) {
        _ = isInstalled
        entries.withLock { entries in
            entries.removeAll { $0.queue == nil }
            entries.append(Entry(queue: queue))
        }
    }

    /// A disk that does not answer holds up the end of the process for a second.
    private static func drain() {
        let deadline = DispatchTime.now() + .seconds(1)
        for queue in entries.withLock({ $0.compactMap(\.queue) }) {
            let isWritten = DispatchSemaphore(value: 0)
            if queue.put(.mark { _ in isWritten.signal() }) { _ = isWritten.wait(timeout: deadline) }
        }
    }
}
