/// Asks for an account.
public struct AccountRequest: Codable, Sendable, Equatable {
    public var name: String
    /// `person`, unless it says `service`.
    public var kind: String?
    /// `viewer`, `analyst`, `developer`, `steward`, `auditor`, `admin`.
    public var roles: [String]
    public var teams: [String]

    public init(
        name: String, kind: String? = nil, roles: [String], teams: [String]
    ) {
        self.name = name
        self.kind = kind
        self.roles = roles
        self.teams = teams
    }
}
