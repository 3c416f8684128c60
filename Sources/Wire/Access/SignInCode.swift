/// What a browser brought a program on its machine, once, with what only that program knows.
public struct SignInCode: Codable, Sendable, Equatable {
    public var code: String
    /// Its SHA-256 was given when the sign-in began.
    public var verifier: String

    public init(
        code: String, verifier: String
    ) {
        self.code = code
        self.verifier = verifier
    }
}
