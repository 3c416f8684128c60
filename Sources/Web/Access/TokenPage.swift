package import BasinWire

/// A token that was just made. The only page that holds a secret: it is kept nowhere.
package enum TokenPage {
    package static func page(_ token: CreatedToken, for visitor: Visitor) -> Page {
        let back: Address = token.account == visitor.name ? "/account" : .person(token.account)
        return Page(
            "The token \(token.name)", for: visitor, in: .people, trail: [("People & access", "/people"), (token.account, back)],
            body: """
                \(HTML.notice(.warning, "<p>This is the only time that it is shown. Put it where you keep passwords.</p>"))
                \(HTML.snippet("Token", token.token))
                \(HTML.facts([
                    ("Account", HTML.link(token.account, to: .person(token.account))), ("Name", HTML.name(token.name)), ("Number", "\(Figures.grouped(token.id))"),
                    ("Ends", visitor.moment.exact(token.expiresAt)),
                ]))
                <p>A program sends it as <code>Authorization: Bearer …</code>; a terminal takes it from <code>BASIN_TOKEN</code>.</p>
                <p><a class="button" href="\(back.text)">Done</a></p>
                """)
    }
}
