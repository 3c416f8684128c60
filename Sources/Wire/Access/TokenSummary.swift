/// A token, without its secret.
public struct TokenSummary: Codable, Sendable, Equatable {
    public var id: Int
    public var account: String
    public var name: String
    /// What it may do at most; nil: everything that the account may.
    public var permissions: [String]?
    public var createdAt: String
    public var expiresAt: String
    public var revokedAt: String?

    public init(
        id: Int, account: String, name: String, permissions: [String]? = nil, createdAt: String,
        expiresAt: String, revokedAt: String? = nil
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.permissions = permissions
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.revokedAt = revokedAt
    }
}
