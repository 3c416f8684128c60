/// Whom an issuer means by a subject: from now on this account.
public struct IdentityRequest: Codable, Sendable, Equatable {
    /// The issuer's name in the server's list.
    public var issuer: String
    /// The `sub` of its tokens.
    public var subject: String

    public init(
        issuer: String, subject: String
    ) {
        self.issuer = issuer
        self.subject = subject
    }
}
