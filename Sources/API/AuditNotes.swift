import Synchronization

/// What a handler adds to the audit log's words about its request: what a body named, what was made.
final class AuditNotes: Sendable {
    private let held = Mutex<[String: String]>([:])

    var all: [String: String] { held.withLock { $0 } }

    func add(_ name: String, _ value: String?) {
        guard let value else { return }
        held.withLock { $0[name] = String(value.prefix(20_000)) }
    }
}
