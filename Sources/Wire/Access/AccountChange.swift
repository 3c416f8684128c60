/// What is to become of an account; what is left out stays.
public struct AccountChange: Codable, Sendable, Equatable {
    public var roles: [String]?
    public var teams: [String]?
    /// True ends all its tokens, for good.
    public var disabled: Bool?

    public init(
        roles: [String]? = nil, teams: [String]? = nil, disabled: Bool? = nil
    ) {
        self.roles = roles
        self.teams = teams
        self.disabled = disabled
    }
}
