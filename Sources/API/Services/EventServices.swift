package import BasinWire

/// What the doors can ask about event types; part of `Services`. Each throws `BasinError`.
package struct EventServices: Sendable {
    /// All of them by name, removed ones included, with what came in the last 24 hours. Costs the same after years.
    package var types: @Sendable () async throws -> [EventTypeSummary]
    /// Throws `.notFound`.
    package var type: @Sendable (_ name: String) async throws -> EventTypeDetail
    /// Programs that send one event of a type. `server` is the address by which they reach this one.
    package var examples: @Sendable (_ name: String, _ server: String) async throws -> [EventExample]

    package init(
        types: @escaping @Sendable () async throws -> [EventTypeSummary],
        type: @escaping @Sendable (String) async throws -> EventTypeDetail,
        examples: @escaping @Sendable (String, String) async throws -> [EventExample]
    ) {
        self.types = types
        self.type = type
        self.examples = examples
    }
}
