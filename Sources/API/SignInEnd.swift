/// Somebody is signed in.
package struct SignInEnd: Sendable {
    /// For the browser; nil where a program waits for it.
    package var token: String?
    package var location: String
    /// Only over TLS.
    package var isSecure: Bool

    package init(token: String?, location: String, isSecure: Bool) {
        self.token = token
        self.location = location
        self.isSecure = isSecure
    }
}
