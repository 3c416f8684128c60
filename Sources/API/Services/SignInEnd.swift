/// Somebody is signed in.
package struct SignInEnd: Sendable {
    package var account: String
    /// For the browser; nil where a program waits for it.
    package var token: String?
    /// A path of this server; where a program waits, its address with the code.
    package var location: String
    /// Only over TLS.
    package var isSecure: Bool

    package init(account: String, token: String?, location: String, isSecure: Bool) {
        self.account = account
        self.token = token
        self.location = location
        self.isSecure = isSecure
    }
}
