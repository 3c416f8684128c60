import BasinCore
package import BasinWire

/// Who may read more than everybody, and who asks to.
package enum AccessPage {
    /// More would be no page but an archive; the rest is exported by the API.
    private static let mostShown = 200

    package static func page(
        grants: [GrantSummary], requests: [AccessRequestSummary], dataset: String? = nil, for visitor: Visitor
    ) -> Page {
        let waiting = requests.filter { AccessWords.decides(visitor, $0) }
        return Page(
            "Access", for: visitor, in: .people,
            aside: waiting.isEmpty ? .none : Standing.warning.badge("\(Figures.count(waiting.count, "request")) for you"),
            isWide: true,
            body: """
                \(PeopleTabs.html(.access))
                <p class="about">Data is open to whoever may read rows, unless its owner restricts it. Values about people stay masked until somebody is
                granted them, for a purpose and a time.</p>
                \(decisions(waiting, visitor))\(own(requests, visitor))\(shown(grants, visitor))\(others(requests, visitor))\(grant(dataset, visitor))
                """)
    }

    private static func decisions(_ waiting: [AccessRequestSummary], _ visitor: Visitor) -> HTML {
        let cards = waiting.prefix(50).map { "<li>\(RequestPage.card($0, visitor.moment))</li>\n" as HTML }
        let body: HTML = cards.isEmpty ? "<p class=\"empty\">No request waits for you.</p>" : "<ul class=\"cards\">\n\(cards)</ul>"
        let about: HTML? = waiting.count > 50 ? "The 50 latest of \(Figures.grouped(waiting.count))." : nil
        return HTML.section("waiting", "Requests that wait for you", about: about, body)
    }

    private static func own(_ requests: [AccessRequestSummary], _ visitor: Visitor) -> HTML {
        let own = requests.filter { $0.account == visitor.name }
        let table = AccessWords.requests(
            "own", "Your requests", Array(own.prefix(mostShown)), visitor.moment,
            empty: "You asked for nothing. The page of a dataset that you may not read has a form to ask its owner.", note: cut(own.count))
        return HTML.section("your-requests", "Your requests", about: "A request's page says who decides it, and takes it back.", "\(table)")
    }

    private static func others(_ requests: [AccessRequestSummary], _ visitor: Visitor) -> HTML {
        let others = requests.filter { $0.account != visitor.name && !AccessWords.decides(visitor, $0) }
        guard !others.isEmpty else { return .none }
        let table = AccessWords.requests(
            "others", "Other requests", Array(others.prefix(mostShown)), visitor.moment, empty: "None.", note: cut(others.count))
        return HTML.section("other-requests", "Other requests that you may see", "\(table)")
    }

    private static func shown(_ grants: [GrantSummary], _ visitor: Visitor) -> HTML {
        let seesAll = visitor.may(.govern) || visitor.may(.audit)
        let sorted = grants.filter { $0.state == "good" } + grants.filter { $0.state != "good" }
        let table = AccessWords.grants(
            "grants", "Grants", Array(sorted.prefix(mostShown)), visitor.moment, revokes: visitor.may(.govern),
            empty: "Nobody has one. A request that its owner approves becomes a grant.", note: cut(grants.count))
        return HTML.section(
            "grants-shown", "Grants",
            about: seesAll
                ? "Everybody's; those that are good first." : "Yours and your teams'; those that are good first.",
            "\(table)")
    }

    private static func cut(_ count: Int) -> HTML? {
        count > mostShown ? "The \(mostShown) first of \(Figures.grouped(count)); the API has all." : nil
    }

    private static func grant(_ dataset: String?, _ visitor: Visitor) -> HTML {
        guard visitor.may(.govern) else { return .none }
        let form = Form(
            .post, "/access", "Grant it",
            fields: [
                Form.text("account", "Account", help: "This or a team.", id: "grant-account"), Form.text("team", "Team", id: "grant-team"),
                Form.text(
                    "dataset", "Dataset", value: dataset ?? "",
                    help: "Left empty: values of every dataset, and no restricted one.", id: "grant-dataset"),
                Form.choice(
                    "classification", "Opens",
                    [
                        ("none", "reading only, values stay masked"), ("personal", "personal values"),
                        ("sensitive", "sensitive values"),
                    ],
                    id: "grant-classification"),
                Form.text(
                    "purpose", "Purpose", placeholder: "support", help: "A word, like the purposes of fields.",
                    isRequired: true, id: "grant-purpose"),
                Form.text("days", "For how many days", value: "30", help: "1 to 365.", isRequired: true, type: "number", id: "grant-days"),
                Form.area("reason", "Reason", id: "grant-reason"),
            ])
        return HTML.section("grant", "Grant directly", about: "Nobody grants anything to themselves, but who administers.", "\(form)")
    }
}
