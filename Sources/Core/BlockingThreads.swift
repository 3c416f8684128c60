/// Threads for work that blocks or computes long (SQLite, DuckDB, fsync). Swift's own pool has about as many threads as
/// cores and must never wait for a disk, so everything that may goes through one of these. They are threads of their
/// own: while all of them are busy, Swift's pool is not.
package struct BlockingThreads: Sendable {
    private let threads: WorkerThreads

    /// - Parameter isSerial: one piece of work at a time, in order.
    package init(label: String, isSerial: Bool = false) { self.init(label: label, limit: isSerial ? 1 : 64) }

    /// - Parameters:
    ///   - limit: pieces of work at a time; more wait in order.
    ///   - isBackground: everything else in this process goes first when cores are scarce.
    package init(label: String, limit: Int, isBackground: Bool = false) {
        threads = WorkerThreads(label: label, limit: limit, isBackground: isBackground)
    }

    /// Shared by everything that blocks briefly and has no thread of its own.
    package static let shared = BlockingThreads(label: "basin.blocking")

    /// Runs the work on such a thread and waits for it without holding a thread of Swift's pool.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            threads.add { continuation.resume(with: Result { try work() }) }
        }
    }

    /// The same for work that keeps its failures to itself.
    package func attempt<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in threads.add { continuation.resume(returning: work()) } }
    }

    /// Starts work whose end is told by other means.
    package func start(_ work: @escaping @Sendable () -> Void) { threads.add(work) }
}
