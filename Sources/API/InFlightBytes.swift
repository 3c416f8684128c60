import BasinCore
import Synchronization

/// How many bytes of events are between the socket and the log. Bounds memory whatever the number of clients.
///
/// Bytes count once they are here: one that announces much and sends nothing takes no room from the others.
final class InFlightBytes: Sendable {
    private let limit: Int
    private let held = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Runs `body`, which says as bytes come how many more there are; they are counted until it ends. Throws
    /// `.tooManyRequests` when those expected do not fit now, as do the bytes that come and do not fit.
    func holding<Answer>(
        expecting bytes: Int, _ body: (_ add: @Sendable (Int) throws -> Void) async throws -> Answer
    ) async throws -> Answer {
        guard held.withLock({ $0 + bytes <= limit }) else { throw Self.full }
        let mine = Share()
        defer { mine.bytes.withLock { mine in held.withLock { $0 -= mine } } }
        return try await body { [self] more in
            let fits = held.withLock { held in
                guard held + more <= limit else { return false }
                held += more
                return true
            }
            guard fits else { throw Self.full }
            mine.bytes.withLock { $0 += more }
        }
    }

    private final class Share: Sendable {
        let bytes = Mutex(0)
    }

    private static let full = BasinError(
        .tooManyRequests, "Too many events are on their way; send this batch again in a moment.")
}
