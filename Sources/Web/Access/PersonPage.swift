import BasinCore
package import BasinWire

/// One account: who it is, what it may, what it knows; and, for who administers, the forms to change it.
package enum PersonPage {
    /// What is known of somebody by whoever looks; nil and empty is what they may not see, or what is not there.
    package struct Person: Sendable {
        package var name: String
        package var account: AccountSummary?
        /// What the catalog says of them.
        package var known: SearchHit?
        package var grants: [GrantSummary]
        /// Nil where tokens of others are not shown.
        package var tokens: [TokenSummary]?

        package init(name: String, account: AccountSummary?, known: SearchHit?, grants: [GrantSummary], tokens: [TokenSummary]?) {
            self.name = name
            self.account = account
            self.known = known
            self.grants = grants
            self.tokens = tokens
        }
    }

    package static func page(_ person: Person, for visitor: Visitor) -> Page {
        let isSelf = person.name == visitor.name
        return Page(
            person.name, for: visitor, in: .people, trail: [("People", "/people")],
            aside: person.account.map { PeoplePage.state($0).html } ?? .none,
            body: """
                \(facts(person, visitor, isSelf: isSelf))\(knows(person, visitor))\(grants(person, visitor, isSelf: isSelf))\(tokens(person, visitor))\(change(person, visitor))
                """)
    }

    private static func facts(_ person: Person, _ visitor: Visitor, isSelf: Bool) -> HTML {
        let account = person.account
        let teams = account?.teams ?? (isSelf ? visitor.teams.sorted() : nil)
        let body = HTML.facts([
            ("Kind", account.map { "\($0.kind)" }), ("Roles", account.map { AccessWords.words($0.roles).html }),
            ("Teams", teams.map { AccessWords.teams($0) }),
            ("Made", account.map { visitor.moment.ago($0.createdAt) }), ("Disabled", account?.disabledAt.map { visitor.moment.ago($0) }),
            ("Signs in with", account.map { $0.hasPassword ? "a password" : "tokens or an issuer" }),
        ])
        let unseen: HTML? = account == nil && !isSelf ? "<p class=\"empty\">Roles and teams of others are shown to who audits.</p>" : nil
        let own: HTML? = isSelf ? "<p>This is you. <a href=\"/account\">Your account</a> has your tokens and your password.</p>" : nil
        return HTML.part("facts", "\(body)\(unseen)\(own)")
    }

    private static func knows(_ person: Person, _ visitor: Visitor) -> HTML {
        let body: HTML = person.known.map { HTML.prose($0.description) } ?? HTML.quiet("Has changed no definition yet.")
        let audit: HTML? =
            visitor.may(.audit)
                ? "<p><a href=\"\(Address("audit").with("person", person.name).text)\">What they did lately, in the audit log</a></p>"
                : nil
        return HTML.section(
            "knows", "What they know", about: "Whoever changed a definition can be asked about it.",
            "<p>\(body)</p>\(audit)")
    }

    private static func grants(_ person: Person, _ visitor: Visitor, isSelf: Bool) -> HTML {
        let seesAll = visitor.may(.govern) || visitor.may(.audit) || isSelf
        let sorted = person.grants.filter { $0.state == "good" } + person.grants.filter { $0.state != "good" }
        let table = AccessWords.grants(
            "grants", "Grants", Array(sorted.prefix(100)), visitor.moment, revokes: visitor.may(.govern),
            empty: seesAll ? "None: they read what is open to everybody, values masked." : "None that you may see.")
        return HTML.section("grants-shown", "Grants", about: "Theirs and their teams'.", "\(table)")
    }

    private static func tokens(_ person: Person, _ visitor: Visitor) -> HTML {
        guard let tokens = person.tokens else { return .none }
        let table = TokenTable.table(tokens, visitor, returns: person.name == visitor.name ? nil : person.name)
        return HTML.section("tokens-shown", "Tokens", about: "Those that are good first.", "\(table)")
    }

    private static func change(_ person: Person, _ visitor: Visitor) -> HTML {
        guard visitor.may(.administer), let account = person.account else { return .none }
        let change = Form(
            .post, .person(account.name), "Change roles and teams",
            fields: [
                PeoplePage.roles(account.roles),
                Form.text(
                    "teams", "Teams", value: account.teams.joined(separator: " "),
                    help: "Names with spaces between them.", id: "change-teams"),
            ])
        let isPassworded = account.kind != "service" && account.name != visitor.name
        let form = Form(
            .post, Address("people", account.name, "password"), "Set it, and end all their tokens",
            fields: [
                Form.text(
                    "password", "New password", help: "Left empty: take the password away.", type: "password", id: "set-password",
                    autocomplete: "new-password")
            ],
            isDangerous: true)
        let password: HTML = isPassworded ? HTML.more("Set a password", "\(form)") : .none
        let token = HTML.more("Make a token for them", "\(AccountPage.tokenForm(of: account.name, visitor))")
        let end =
            account.disabledAt == nil
            ? HTML.more(
                "Disable the account",
                "\(Form(.post, Address("people", account.name, "disable"), "Disable it, and end all its tokens for good", isDangerous: true))")
            : Form(.post, Address("people", account.name, "enable"), "Enable again").html
        return HTML.section("change", "Change the account", "\(change)\(password)\(token)\(end)")
    }
}
