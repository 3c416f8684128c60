/// What an apply would do, or did.
public struct PlanAnswer: Codable, Sendable, Equatable {
    public var changes: [PlannedChange]
    /// False when something is breaking: apply refuses.
    public var isApplicable: Bool
    public var applied: Bool
    /// Names what is applied: as it was when this was planned, or is after it was applied. `If-Match` with it, in quotes,
    /// applies only where nobody applied anything since.
    public var revision: String?
    /// Why the one who asked may not apply it, a sentence each, with who may; nil where they may.
    public var refusals: [String]?

    public init(
        changes: [PlannedChange], isApplicable: Bool, applied: Bool, revision: String? = nil, refusals: [String]? = nil
    ) {
        self.changes = changes
        self.isApplicable = isApplicable
        self.applied = applied
        self.revision = revision
        self.refusals = refusals
    }
}
