/// A page that says one thing.
package enum MessagePage {
    /// For a visitor without a session.
    package static let signIn = Page(
        title: "Basin: sign in",
        body: """
            <h1>Basin</h1>
            <p>You are not signed in. Open the link that <code>basin up</code> printed in the terminal: it holds the
            token. Or <a href="/auth/oidc">sign in</a> with an issuer that this server trusts.</p>
            """)

    package static func error(_ message: String) -> Page {
        Page(title: "Basin: error", body: "<h1>Basin</h1>\n<p>\(message)</p>")
    }
}
