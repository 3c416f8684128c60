/// Asks for a token of twelve hours with a name and a password.
public struct LoginRequest: Codable, Sendable, Equatable {
    public var account: String
    public var password: String

    public init(
        account: String, password: String
    ) {
        self.account = account
        self.password = password
    }
}
