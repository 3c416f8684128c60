/// Asks for a token.
public struct TokenRequest: Codable, Sendable, Equatable {
    /// What it is for.
    public var name: String
    /// Whose; one's own, unless given. Of others only for who administers.
    public var account: String?
    /// What it may do at most; everything that the account may, unless given.
    public var permissions: [String]?
    /// How long it is good: 1 to 365 days, 90 unless given.
    public var days: Int?
    /// The account's: with it, one's own token may last longer than the one that asks, and does not end with it.
    public var password: String?

    public init(
        name: String, account: String? = nil, permissions: [String]? = nil, days: Int? = nil,
        password: String? = nil
    ) {
        self.name = name
        self.account = account
        self.permissions = permissions
        self.days = days
        self.password = password
    }
}
