/// What an apply would do, or did.
public struct PlanAnswer: Codable, Sendable, Equatable {
    public var changes: [PlannedChange]
    /// False when something is breaking: apply refuses.
    public var isApplicable: Bool
    public var applied: Bool
    /// Names what is applied: as it was when this was planned, or is after it was applied. `If-Match` with it, in quotes,
    /// applies only where nobody applied anything since.
    public var revision: String?

    public init(changes: [PlannedChange], isApplicable: Bool, applied: Bool, revision: String? = nil) {
        self.changes = changes
        self.isApplicable = isApplicable
        self.applied = applied
        self.revision = revision
    }
}
