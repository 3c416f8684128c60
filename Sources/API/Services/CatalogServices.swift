package import BasinCore
package import BasinWire

/// What the doors can ask about what there is; part of `Services`. Each throws `BasinError`.
package struct CatalogServices: Sendable {
    package var search: @Sendable (_ request: SearchRequest, Principal) async throws -> SearchAnswer
    /// Changes of definitions, the latest first: of one object or all, before one number.
    package var changes: @Sendable (_ object: String?, _ before: Int?, _ limit: Int) async throws -> [AppliedChange]
    /// What a dataset or a column is made of, and what is made of it.
    package var lineage:
        @Sendable (_ name: String, _ column: String?, _ direction: String?, _ depth: Int, _ limit: Int) async throws
            -> LineageAnswer
    /// What a partition is like, the last one unless told.
    package var profile: @Sendable (_ name: String, _ partition: String?, Principal) async throws -> ProfileAnswer
    /// What partitions were like, one after another.
    package var profileHistory:
        @Sendable (_ name: String, ProfileHistoryRequest, Principal) async throws -> ProfileHistory
    /// A few rows as JSON.
    package var sample: @Sendable (_ name: String, _ limit: Int, Principal, Departure) async throws -> QueryAnswer
    /// Words of the business, by name, with what is about them, or only how much that is.
    package var glossary: @Sendable (_ namesUses: Bool) async throws -> [GlossaryTermSummary]
    package var glossaryTerm: @Sendable (_ name: String) async throws -> GlossaryTermSummary
    package var tags: @Sendable () async throws -> [TagSummary]
    /// Who owns data, by name.
    package var teams: @Sendable () async throws -> [TeamSummary]
    /// Throws `.notFound`.
    package var team: @Sendable (_ name: String, Principal) async throws -> TeamDetail

    package init(
        search: @escaping @Sendable (SearchRequest, Principal) async throws -> SearchAnswer,
        changes: @escaping @Sendable (String?, Int?, Int) async throws -> [AppliedChange],
        lineage: @escaping @Sendable (String, String?, String?, Int, Int) async throws -> LineageAnswer,
        profile: @escaping @Sendable (String, String?, Principal) async throws -> ProfileAnswer,
        profileHistory: @escaping @Sendable (String, ProfileHistoryRequest, Principal) async throws -> ProfileHistory,
        sample: @escaping @Sendable (String, Int, Principal, Departure) async throws -> QueryAnswer,
        glossary: @escaping @Sendable (Bool) async throws -> [GlossaryTermSummary],
        glossaryTerm: @escaping @Sendable (String) async throws -> GlossaryTermSummary,
        tags: @escaping @Sendable () async throws -> [TagSummary],
        teams: @escaping @Sendable () async throws -> [TeamSummary],
        team: @escaping @Sendable (String, Principal) async throws -> TeamDetail
    ) {
        self.search = search
        self.changes = changes
        self.lineage = lineage
        self.profile = profile
        self.profileHistory = profileHistory
        self.sample = sample
        self.glossary = glossary
        self.glossaryTerm = glossaryTerm
        self.tags = tags
        self.teams = teams
        self.team = team
    }
}
