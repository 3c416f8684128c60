/// What an apply would do, or did.
public struct PlanAnswer: Codable, Sendable, Equatable {
    public var changes: [PlannedChange]
    /// False when something is breaking: apply refuses.
    public var isApplicable: Bool
    public var applied: Bool

    public init(changes: [PlannedChange], isApplicable: Bool, applied: Bool) {
        self.changes = changes
        self.isApplicable = isApplicable
        self.applied = applied
    }
}
