/// A token that was just made.
public struct CreatedToken: Codable, Sendable, Equatable {
    public var id: Int
    public var account: String
    public var name: String
    /// The secret; it is shown this once.
    public var token: String
    public var expiresAt: String

    public init(
        id: Int, account: String, name: String, token: String, expiresAt: String
    ) {
        self.id = id
        self.account = account
        self.name = name
        self.token = token
        self.expiresAt = expiresAt
    }
}
