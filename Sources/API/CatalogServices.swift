package import BasinWire

/// What the doors can ask about what there is; part of `Services`. Each throws `BasinError`.
package struct CatalogServices: Sendable {
    package var search: @Sendable (_ request: SearchRequest) async throws -> SearchAnswer
    /// Changes of definitions, the latest first: of one object or all, before one number.
    package var changes: @Sendable (_ object: String?, _ before: Int?, _ limit: Int) async throws -> [AppliedChange]
    /// What a dataset or a column is made of, and what is made of it.
    package var lineage:
        @Sendable (_ name: String, _ column: String?, _ direction: String?, _ depth: Int, _ limit: Int) async throws
            -> LineageAnswer

    package init(
        search: @escaping @Sendable (SearchRequest) async throws -> SearchAnswer,
        changes: @escaping @Sendable (String?, Int?, Int) async throws -> [AppliedChange],
        lineage: @escaping @Sendable (String, String?, String?, Int, Int) async throws -> LineageAnswer
    ) {
        self.search = search
        self.changes = changes
        self.lineage = lineage
    }
}
