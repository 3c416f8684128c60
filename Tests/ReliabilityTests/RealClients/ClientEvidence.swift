/// What one client did and said.
struct ClientEvidence: Sendable {
    /// Nil: it had to be killed.
    var exitCode: Int32?
    var report: DriverReport
    /// Nil: nothing stood between it and the server.
    var exchanges: [Interceptor.Exchange]?

    var statuses: [Int] { exchanges?.compactMap(\.status) ?? [] }
}

/// A row of an event type: its identity, and what the tests compare of it.
struct EventRow: Sendable {
    var id: String
    var value: String
}

/// A refused event, as `basin quarantine` shows it.
struct RefusedEvent: Decodable, Sendable {
    var code: String
    var field: String?
    var event: String?
}
