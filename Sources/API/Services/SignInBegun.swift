/// Where a browser goes to sign in, and what it must bring back.
package struct SignInBegun: Sendable {
    package var location: String
    package var cookie: String
    /// Only over TLS.
    package var isSecure: Bool

    package init(location: String, cookie: String, isSecure: Bool) {
        self.location = location
        self.cookie = cookie
        self.isSecure = isSecure
    }

    /// Browsers take the longer name only from this very host and over TLS, so that no neighbour plants one.
    package static let secureCookieName = "__Host-basin_signin"
    package static let cookieName = "basin_signin"
    package static let seconds = 600
}
