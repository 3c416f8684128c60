/// A team, who is in it, and what is wrong with its data.
public struct TeamDetail: Codable, Sendable, Equatable {
    public var summary: TeamSummary
    /// Accounts of people, by name; a hundred at most. Empty for who may see neither accounts nor is of the team.
    public var people: [String]
    /// The worst first; of what it owns, the 200 that stand first in the catalog.
    public var troubles: [HomeSummary.Trouble]

    public init(summary: TeamSummary, people: [String] = [], troubles: [HomeSummary.Trouble] = []) {
        self.summary = summary
        self.people = people
        self.troubles = troubles
    }
}
