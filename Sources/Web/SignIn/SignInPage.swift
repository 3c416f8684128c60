/// Signing in: with a password, with the word of an issuer, or with the link of the first start.
package enum SignInPage {
    /// - Parameters:
    ///   - issuers: by whom, each a name that is safe in a path.
    ///   - next: a path of this server to go on to.
    package static func page(_ issuers: [String], next: String = "/", problem: String? = nil) -> Page {
        let links = issuers.map { name -> HTML in
            "<p><a class=\"button secondary\" href=\"\(Address("auth", "oidc", name, "start").with("next", next).text)\">Sign in with <bdi>\(name)</bdi></a></p>\n"
        }
        return Page(
            "Sign in to Basin", for: nil,
            body: """
                \(problem.map { HTML.notice(.bad, HTML.prose($0)) })\(links)
                \(Form(.post, "/login", "Sign in", fields: [
                    Form.text("account", "Account", isRequired: true, autocomplete: "username"),
                    Form.text("password", "Password", isRequired: true, type: "password", autocomplete: "current-password"),
                    Form.hidden("next", next),
                ]))
                \(HTML.more("With a token instead", """
                    \(Form(.post, "/login", "Sign in with a token", fields: [
                        Form.text("token", "Token", isRequired: true, type: "password"), Form.hidden("next", next),
                    ]))
                    """))
                <p class="note">The first time: open the link that <code>basin up</code> printed in the terminal. Later an
                administrator makes you an account with <code>basin account create</code>.</p>
                """)
    }

    /// Whoever looks at a page without a session.
    package static func refused(_ message: String) -> Page {
        Page(
            "You are not signed in", for: nil,
            body: """
                <p>\(HTML.prose(message))</p>
                <p><a class="button" href="/login">Sign in</a></p>
                <p class="note">Or open the link that <code>basin up</code> printed in the terminal.</p>
                """)
    }

    /// Before a link from another page decides as whom somebody is signed in.
    package static func confirm(token: String, next: String) -> Page {
        Page(
            "Sign in to Basin", for: nil,
            body: """
                <p>A link on another page asks to sign this browser in with the token that is in the link. Go on only if the link is
                your own: whoever gave it to you may see what you do here.</p>
                \(Form(.post, "/login", "Sign in", fields: [Form.hidden("token", token), Form.hidden("next", next)]))
                """)
    }

    /// Before a program on the person's machine gets a code: a link that somebody sent must not do that by itself.
    /// - Parameter address: of the program, with the code.
    package static func program(_ address: String, account: String) -> Page {
        Page(
            "Sign in a program", for: nil,
            body: """
                <p>A program on this computer asks to sign in as \(HTML.name(account)). If you have just started it yourself (<code>basin
                login --oidc</code>), <a href="\(address)">go on</a>. Otherwise close this page.</p>
                """)
    }

    /// Goes on to a path of this server by itself. Not a redirect: what began on another page would come without the
    /// session's cookie.
    package static func signedIn(_ path: String) -> Page {
        Page("You are signed in", for: nil, refresh: 0, goesTo: path, body: "<p><a href=\"\(path)\">Go on</a></p>")
    }
}
