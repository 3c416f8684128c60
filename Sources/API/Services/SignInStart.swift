/// A browser wants to sign in.
package struct SignInStart: Sendable {
    /// The name in the operator's list.
    package var issuer: String
    /// Where to go afterwards.
    package var next: String?
    /// Of a program on the person's machine that waits for it: its port on 127.0.0.1, the SHA-256 of what it will show,
    /// and what it wants back.
    package var port: Int?
    package var challenge: String?
    package var state: String?
    /// The address that asks, as far as it is known.
    package var client: String
}
