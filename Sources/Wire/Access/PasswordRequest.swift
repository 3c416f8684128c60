/// A new password of an account.
public struct PasswordRequest: Codable, Sendable, Equatable {
    /// Nil takes it away: then only tokens open the account.
    public var password: String?
    /// The one before: whoever has one shows it to set another, but who administers others.
    public var current: String?

    public init(
        password: String? = nil, current: String? = nil
    ) {
        self.password = password
        self.current = current
    }
}
