/// Signing in with the word of an issuer.
package enum SignInPage {
    /// - Parameter issuers: by whom, each a name that is safe in a path.
    package static func page(_ issuers: [String]) -> Page {
        let links = issuers.map { name -> HTML in "<li><a href=\"/auth/oidc/\(name)/start\">\(name)</a></li>\n" }
        let list: HTML = issuers.isEmpty ? "<p>Signing in with OpenID Connect is not set up here.</p>" : "<ul>\n\(HTML(links))</ul>"
        return Page(title: "Basin: sign in", body: "<h1>Basin</h1>\n<p>Sign in with:</p>\n\(list)")
    }

    /// Before a program on the person's machine gets a code: a link that somebody sent must not do that by itself.
    /// - Parameter address: of the program, with the code.
    package static func program(_ address: String, account: String) -> Page {
        Page(
            title: "Basin: sign in a program",
            body: """
                <h1>Basin</h1>
                <p>A program on this computer asks to sign in as \(account). If you have just started it yourself (<code>basin
                login --oidc</code>), <a href="\(address)">go on</a>. Otherwise close this page.</p>
                """)
    }

    /// Goes on to a path of this server by itself.
    package static func signedIn(_ path: String) -> Page {
        Page(title: "Basin: signed in", refresh: 0, goesTo: path, body: "<h1>Basin</h1>\n<p>You are signed in. <a href=\"\(path)\">Go on</a></p>")
    }
}
