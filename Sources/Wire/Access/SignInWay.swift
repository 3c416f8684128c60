/// An issuer by which people may sign in.
public struct SignInWay: Codable, Sendable, Equatable {
    public var name: String

    public init(
        name: String
    ) {
        self.name = name
    }
}
