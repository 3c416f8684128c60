/// Somebody who came back signed in, until the program that waits for them asks.
struct SignedIn: Sendable {
    var account: String
    /// The issuer's name.
    var issuer: String
    /// Of what the program must show.
    var challenge: String
}
