/// Finds the user of each event; a token is read once, not with every event.
package struct SubjectReader: Sendable {
    private var token: String?
    private var claims: TokenClaims?

    package init() {}

    package mutating func subject(of token: String?, at time: WallTime) -> String? {
        guard let token else { return nil }
        if token != self.token {
            self.token = token
            claims = TokenClaims(token: token)
        }
        return claims?.subject(at: time)
    }
}
