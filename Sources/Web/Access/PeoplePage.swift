import BasinCore
package import BasinWire

/// Accounts of people and services, and the form to make one.
package enum PeoplePage {
    /// - Parameters:
    ///   - accounts: nil where the visitor may not see others.
    ///   - text: only those with this in their name, a role or a team.
    package static func page(_ accounts: [AccountSummary]?, text: String?, rows: Int, for visitor: Visitor) -> Page {
        let body: HTML = accounts.map { list($0, text, rows, visitor) } ?? unseen(visitor)
        return Page("People", for: visitor, in: .people, isWide: true, body: "\(PeopleTabs.html(.people))\(body)\(create(visitor))")
    }

    private static func list(_ accounts: [AccountSummary], _ text: String?, _ rows: Int, _ visitor: Visitor) -> HTML {
        let chosen = text.map { text in
            accounts.filter { ([$0.name, $0.kind] + $0.roles + $0.teams).contains { $0.contains(text) } }
        } ?? accounts
        let table = DataTable(
            "accounts", "Accounts", columns: [
                .text("Account"), .text("Kind"), .text("Roles"), .text("Teams"), .text("State"), .text("Signs in with"), .text("Made"),
            ],
            rows: chosen.prefix(rows).map { account in
                [
                    .link(account.name, to: .person(account.name)), AccessWords.word(account.kind), AccessWords.words(account.roles),
                    account.teams.isEmpty
                        ? .none : Cell(AccessWords.teams(account.teams), value: account.teams.joined(separator: " ")),
                    state(account),
                    AccessWords.word(account.hasPassword ? "password" : "token, issuer"), .ago(account.createdAt, visitor.moment),
                ]
            },
            empty: accounts.isEmpty
                ? "No account yet: only the admin of the first start. Make one below."
                : "No account is like this. <a href=\"/people\">All accounts</a>",
            hidesCaption: true,
            note: chosen.count > rows
                ? "The \(Figures.grouped(rows)) first of \(Figures.grouped(chosen.count)); choose fewer above." : nil)
        return """
            <form method="get" action="/people" class="filters" role="search" aria-label="Choose accounts">
            \(Form.text("q", "Name, role or team", value: text ?? "", placeholder: "all"))
            <button class="secondary">Choose</button>
            </form>
            \(HTML.section("list", "Accounts", about: "\(Figures.count(accounts.count, "account")); people who left are disabled, not removed.", "\(table)"))
            """
    }

    static func state(_ account: AccountSummary) -> Cell {
        account.disabledAt == nil
            ? Cell(Standing.good.badge("in use"), value: "in use")
            : Cell(Standing.off.badge("disabled"), value: "disabled")
    }

    private static func unseen(_ visitor: Visitor) -> HTML {
        HTML.section(
            "list", "Accounts",
            """
            \(HTML.notice(.waiting, """
                <p>Who audits sees everybody's accounts, roles and teams. To get a role or into a team, ask an administrator of this Basin.</p>
                """))
            \(HTML.facts([
                ("You", HTML.link(visitor.name, to: .person(visitor.name))), ("Your teams", AccessWords.teams(visitor.teams.sorted())),
                ("You may", HTML(visitor.permissions.map(\.rawValue).sorted().map { HTML.tag($0) }, between: " ")),
            ]))
            <p>To find who knows about something, <a href="/search?kind=person">search people</a>.</p>
            """)
    }

    private static func create(_ visitor: Visitor) -> HTML {
        guard visitor.may(.administer) else { return .none }
        let form = Form(
            .post, "/people", "Make the account",
            fields: [
                Form.text(
                    "name", "Name", placeholder: "mia",
                    help: "Lower-case letters, digits and _ - . @; an address may be one.", isRequired: true),
                Form.choice("kind", "Kind", [("person", "a person"), ("service", "a service, which has tokens and no password")]),
                roles(["viewer"]),
                Form.text(
                    "teams", "Teams", placeholder: "team-growth",
                    help: "Names with spaces between them; teams are declared in teams.yaml."),
            ])
        return HTML.section("create", "Make an account", about: "Then give it a token or a password on its page.", "\(form)")
    }

    /// A box for each role.
    static func roles(_ chosen: [String]) -> HTML {
        let boxes = AccessWords.roles.map { role -> HTML in
            let checked: HTML = chosen.contains(role.value) ? " checked" : ""
            return "<label class=\"check\"><input type=\"checkbox\" name=\"role\" value=\"\(role.value)\"\(checked)> \(role.value) \(HTML.quiet(role.about))</label>\n"
        }
        return "<fieldset class=\"checks\"><legend>Roles</legend>\n\(boxes)</fieldset>\n"
    }
}
