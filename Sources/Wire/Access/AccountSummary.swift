/// A person or a service that may ask things.
public struct AccountSummary: Codable, Sendable, Equatable {
    public var name: String
    /// `person` or `service`.
    public var kind: String
    public var roles: [String]
    public var teams: [String]
    public var createdAt: String
    /// Since when none of its tokens opens anything.
    public var disabledAt: String?
    public var hasPassword: Bool

    public init(
        name: String, kind: String, roles: [String], teams: [String], createdAt: String,
        disabledAt: String? = nil, hasPassword: Bool
    ) {
        self.name = name
        self.kind = kind
        self.roles = roles
        self.teams = teams
        self.createdAt = createdAt
        self.disabledAt = disabledAt
        self.hasPassword = hasPassword
    }
}
