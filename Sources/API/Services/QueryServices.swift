package import BasinCore
package import BasinWire

/// What the doors can ask about queries; part of `Services`. Each throws `BasinError`.
package struct QueryServices: Sendable {
    /// What a query takes and gives, without running it; of its arguments only names and types matter.
    package var describe: @Sendable (QueryRequest, Principal) async throws -> QueryDescription
    /// One's own, as one asked them, the latest first.
    package var own: @Sendable (QueryHistoryFilter, Principal) async throws -> [AskedQuery]
    /// Everybody's, without a value.
    package var all: @Sendable (QueryHistoryFilter) async throws -> [AskedQuery]

    package var saved: @Sendable () async throws -> [SavedQuerySummary]
    package var savedQuery: @Sendable (_ name: String) async throws -> SavedQuerySummary
    /// As `Services.query`, with the rights of the person.
    package var runSaved:
        @Sendable (_ name: String, SavedQueryRequest, Principal, Departure) async throws -> QueryAnswer

    package init(
        describe: @escaping @Sendable (QueryRequest, Principal) async throws -> QueryDescription,
        own: @escaping @Sendable (QueryHistoryFilter, Principal) async throws -> [AskedQuery],
        all: @escaping @Sendable (QueryHistoryFilter) async throws -> [AskedQuery],
        saved: @escaping @Sendable () async throws -> [SavedQuerySummary],
        savedQuery: @escaping @Sendable (String) async throws -> SavedQuerySummary,
        runSaved: @escaping @Sendable (String, SavedQueryRequest, Principal, Departure) async throws -> QueryAnswer
    ) {
        self.describe = describe
        self.own = own
        self.all = all
        self.saved = saved
        self.savedQuery = savedQuery
        self.runSaved = runSaved
    }
}
