package import BasinCore

/// What the doors ask about events on their way. Answers go on until the client is gone or the server stops.
package struct LiveServices: Sendable {
    /// Server-sent events: what intake accepts and refuses, as it comes. Throws `.unavailable` for one reader too many,
    /// `.query` for a condition that cannot be asked.
    package var watch: @Sendable (LiveEventsRequest, Principal, Departure) async throws -> QueryAnswer
    /// Lines of JSON: the events of a type's table in the order of receipt. Throws `.gone` for a cursor whose events
    /// retention removed.
    package var stream: @Sendable (EventStreamRequest, Principal, Departure) async throws -> QueryAnswer

    package init(
        watch: @escaping @Sendable (LiveEventsRequest, Principal, Departure) async throws -> QueryAnswer,
        stream: @escaping @Sendable (EventStreamRequest, Principal, Departure) async throws -> QueryAnswer
    ) {
        self.watch = watch
        self.stream = stream
    }
}
