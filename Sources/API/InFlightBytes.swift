import BasinCore
import Synchronization

/// How many bytes of events are between the socket and the log. Bounds memory whatever the number of clients.
final class InFlightBytes: Sendable {
    private let limit: Int
    private let held = Mutex(0)

    init(limit: Int) { self.limit = limit }

    /// Runs `body` while `bytes` are counted. Throws `.tooManyRequests` when they do not fit now.
    func holding<Answer>(_ bytes: Int, _ body: () async throws -> Answer) async throws -> Answer {
        let fits = held.withLock { held in
            guard held + bytes <= limit else { return false }
            held += bytes
            return true
        }
        guard fits else {
            throw BasinError(.tooManyRequests, "Too many events are on their way; send this batch again in a moment.")
        }
        defer { held.withLock { $0 -= bytes } }
        return try await body()
    }
}
