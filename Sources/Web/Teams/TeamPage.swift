package import BasinWire

/// A team: how to reach it, what it owns, and what is wrong with that.
package enum TeamPage {
    /// - Parameter owned: what it owns, the best first; nil where that could not be found out.
    package static func page(_ team: TeamDetail, owned: SearchAnswer?, for visitor: Visitor) -> Page {
        let summary = team.summary
        let isOwn = visitor.teams.contains(summary.name)
        return Page(
            summary.name, for: visitor, in: .people, trail: [("People & access", "/people"), ("Teams", "/teams")],
            aside: isOwn ? HTML.tag("your team") : .none,
            body: """
                \(summary.description.map { "<p class=\"prose\" dir=\"auto\">\($0)</p>\n" as HTML })
                \(HTML.facts([
                    ("Contact", contact(summary.contact)),
                    ("Runs at once", summary.maxRuns.map { "\(Figures.count($0, "run")) at most" }),
                    ("People", people(team)),
                ]))
                \(figures(team))\(troubles(team, visitor))\(self.owned(team, owned, visitor))
                """)
    }

    /// A link where it is an address of mail or of the web.
    static func contact(_ text: String) -> HTML {
        let isWord = !text.contains { $0.isWhitespace || "<>\"'`\\".contains($0) }
        if isWord, text.hasPrefix("https://") { return "<a href=\"\(text)\" rel=\"noreferrer\"><bdi class=\"name\">\(text)</bdi></a>" }
        let isMail = isWord && text.count(where: { $0 == "@" }) == 1 && !text.contains { "?&:/#".contains($0) }
        return isMail ? "<a href=\"mailto:\(text)\"><bdi class=\"name\">\(text)</bdi></a>" : HTML.name(text)
    }

    private static func people(_ team: TeamDetail) -> HTML? {
        team.people.isEmpty ? nil : HTML(team.people.map { HTML.link($0, to: .person($0)) }, between: ", ")
    }

    private static func figures(_ team: TeamDetail) -> HTML {
        HTML.figures([
            ("event types that it owns", "\(Figures.grouped(team.summary.eventTypes))"),
            ("datasets that it owns", "\(Figures.grouped(team.summary.datasets))"),
            ("of these not as they should be, now", "\(Figures.grouped(team.troubles.count))\(team.troubles.count >= 50 ? " or more" : "")"),
        ])
    }

    private static func troubles(_ team: TeamDetail, _ visitor: Visitor) -> HTML {
        guard team.summary.eventTypes + team.summary.datasets > 0 else { return .none }
        let body = team.troubles.isEmpty
            ? HTML.notice(.good, "<p>All is well: nothing failed, nothing is late, incomplete or stale.</p>")
            : TroubleList.html(
                "troubles-table", "What is not as it should be", team.troubles, visitor.moment, namesOwners: false)
        return HTML.section("troubles", "How it stands", body)
    }

    private static func owned(_ team: TeamDetail, _ owned: SearchAnswer?, _ visitor: Visitor) -> HTML {
        guard let owned else { return HTML.section("owns", "What it owns", HTML.note("What it owns could not be looked up just now.")) }
        let table = DataTable(
            "owns-table", "What the team owns",
            columns: [
                .text("Name"), .text("Kind"), .text("Tier"), .text("Classification"), .text("State"),
                .number("Uses", unit: "30 days"), .text("Last data"), .wide("About"),
            ],
            rows: owned.hits.map { hit in
                [
                    .link(hit.name, to: .dataset(hit.name)), .word(SearchChoices.word("kind", hit.kind)), .word(hit.tier),
                    hit.classification.map { Cell(HTML.classification($0), value: $0) } ?? .none,
                    hit.certified == true
                        ? Cell(Standing.good.badge("certified"), value: "certified") : .state(hit.standing),
                    .number(hit.uses), .ago(hit.lastData, visitor.moment),
                    .text(hit.description),
                ]
            },
            empty: "It owns nothing yet. What says <code>owner: \(team.summary.name)</code> in its definition comes here.",
            hidesCaption: true)
        let all = Address("search").with("owner", team.summary.name)
        return HTML.section(
            "owns", "What it owns", about: "What is used most first.", actions: "<a href=\"\(all.text)\">Search in it</a>", "\(table)")
    }
}
