/// Who asks, as Basin sees them.
public struct WhoAmI: Codable, Sendable, Equatable {
    public var name: String
    public var teams: [String]
    /// `find`, `query`, `develop`, `govern`, `audit`, `administer`.
    public var permissions: [String]
    /// The token that was shown, by name.
    public var token: String?
    /// Those that are good now.
    public var grants: [GrantSummary]

    public init(
        name: String, teams: [String], permissions: [String], token: String? = nil, grants: [GrantSummary]
    ) {
        self.name = name
        self.teams = teams
        self.permissions = permissions
        self.token = token
        self.grants = grants
    }
}
