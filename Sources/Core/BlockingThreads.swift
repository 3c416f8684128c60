import Dispatch

/// Threads for work that blocks (SQLite, DuckDB, fsync). Swift's own pool has about as many threads as cores and must
/// never wait for a disk, so everything that may goes through one of these.
package struct BlockingThreads: Sendable {
    private let queue: DispatchQueue

    /// - Parameter isSerial: one piece of work at a time, in order.
    package init(label: String, isSerial: Bool = false) {
        queue = isSerial ? DispatchQueue(label: label) : DispatchQueue(label: label, attributes: .concurrent)
    }

    /// Shared by everything that blocks briefly and has no thread of its own.
    package static let shared = BlockingThreads(label: "basin.blocking")

    /// Runs the work on such a thread and waits for it without holding a thread of Swift's pool.
    package func run<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try work() }) }
        }
    }

    /// The same for work that keeps its failures to itself.
    package func attempt<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in queue.async { continuation.resume(returning: work()) } }
    }

    /// Starts work whose end is told by other means.
    package func start(_ work: @escaping @Sendable () -> Void) { queue.async(execute: work) }
}
