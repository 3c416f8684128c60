/// A team, as `teams.yaml` declares it, and how much it owns.
public struct TeamSummary: Codable, Sendable, Equatable {
    public var name: String
    public var contact: String
    public var description: String?
    public var eventTypes: Int
    public var datasets: Int
    /// Runs of its datasets that may go on at once; nil: no limit of its own.
    public var maxRuns: Int?

    public init(name: String, contact: String, description: String? = nil, eventTypes: Int, datasets: Int, maxRuns: Int? = nil) {
        self.name = name
        self.contact = contact
        self.description = description
        self.eventTypes = eventTypes
        self.datasets = datasets
        self.maxRuns = maxRuns
    }
}
