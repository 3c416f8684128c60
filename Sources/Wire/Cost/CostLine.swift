/// What one team, dataset, pipeline or account used.
public struct CostLine: Codable, Sendable, Equatable {
    /// None: shared, of no dataset.
    public var name: String?
    /// Who answers for the dataset.
    public var owner: String?
    public var used: UsageSummary
    /// In the month before.
    public var before: UsageSummary

    public init(name: String? = nil, owner: String? = nil, used: UsageSummary, before: UsageSummary) {
        self.name = name
        self.owner = owner
        self.used = used
        self.before = before
    }
}
