import BasinCore
package import BasinWire

/// Oneself: what one may, one's tokens, one's password.
package enum AccountPage {
    /// - Parameter done: what was just done, to be said first.
    package static func page(_ me: WhoAmI, tokens: [TokenSummary], done: String? = nil, for visitor: Visitor) -> Page {
        Page(
            "Your account", for: visitor, in: .people, trail: [("People & access", "/people")],
            aside: "<form method=\"post\" action=\"/logout\" class=\"inline\"><button class=\"secondary\">Sign out</button></form>" as HTML,
            body: """
                \(PeopleTabs.html(.account))\(done.map { HTML.notice(.good, "<p>\($0)</p>") })\(who(me))
                \(grants(me, visitor))\(HTML.section("tokens-shown", "Your tokens", about: "Programs and terminals show one. A secret is shown once, when it is made.", """
                    \(TokenTable.table(tokens, visitor, returns: nil))\(HTML.more("Make a token", "\(tokenForm(of: nil, visitor))"))
                    """))\(password(visitor))
                """)
    }

    private static func who(_ me: WhoAmI) -> HTML {
        let may = me.permissions.map { word in "<li><strong>\(word)</strong> <span>\(AccessWords.permission(word))</span></li>\n" as HTML }
        return """
            \(HTML.part("facts", HTML.facts([
                ("Name", HTML.name(me.name)), ("Teams", AccessWords.teams(me.teams)), ("Signed in with", me.token.map { "the token \(HTML.name($0))" }),
            ])))
            \(HTML.section("may", "What you may do", about: "As far as what you signed in with lets you. Your roles come from who administers.", "<ul class=\"list\">\n\(may)</ul>"))
            """
    }

    private static func grants(_ me: WhoAmI, _ visitor: Visitor) -> HTML {
        let table = AccessWords.grants(
            "grants", "Grants that are good now", me.grants, visitor.moment,
            empty: "None: you read what is open to everybody, values about people masked.")
        return HTML.section("grants-shown", "Your grants", about: "What you asked for is on <a href=\"/access\">Access</a>.", "\(table)")
    }

    /// - Parameter account: whose; nil: one's own.
    static func tokenForm(of account: String?, _ visitor: Visitor) -> Form {
        let boxes = Permission.allCases.filter { account != nil || visitor.may($0) }.map { permission -> HTML in
            "<label class=\"check\"><input type=\"checkbox\" name=\"permission\" value=\"\(permission.rawValue)\"> \(permission.rawValue) \(HTML.quiet(AccessWords.permission(permission.rawValue)))</label>\n"
        }
        var fields: [HTML] = [
            Form.text(
                "name", "Name", placeholder: "laptop", help: "What it is for: lower-case letters, digits, _ or -.",
                isRequired: true, id: "token-name"),
            Form.text("days", "Good for how many days", value: "90", help: "1 to 365.", type: "number", id: "token-days"),
            "<fieldset class=\"checks\"><legend>May at most</legend><p class=\"help\">None chosen: all that the account may.</p>\n\(boxes)</fieldset>\n",
        ]
        if let account {
            fields.append(Form.hidden("account", account))
        } else {
            fields.append(
                Form.text(
                    "password", "Your password",
                    help: "With it the token may last longer than this session. Without it, it ends with this session.", type: "password",
                    id: "token-password", autocomplete: "current-password"))
        }
        return Form(.post, "/account/tokens", "Make the token", fields: fields)
    }

    private static func password(_ visitor: Visitor) -> HTML {
        let form = Form(
            .post, "/account/password", "Set it, and end all your tokens",
            fields: [
                Form.text(
                    "current", "Current password", help: "If there is one.", type: "password", id: "current-password",
                    autocomplete: "current-password"),
                Form.text("password", "New password", isRequired: true, type: "password", id: "new-password", autocomplete: "new-password"),
                Form.text(
                    "again", "New password again", isRequired: true, type: "password", id: "again-password", autocomplete: "new-password"),
            ], isDangerous: true)
        return HTML.section(
            "password", "Your password", about: "Setting it signs you out everywhere, here too.",
            HTML.more("Set your password", "\(form)"))
    }
}
