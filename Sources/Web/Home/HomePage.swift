package import BasinWire

/// What matters first: what is wrong, what is one's own, what comes in, what others have begun to use.
package enum HomePage {
    package static func page(_ home: HomeSummary, for visitor: Visitor) -> Page {
        guard home.hasData else { return FirstStepsPage.page(home, for: visitor) }
        return Page(
            "Home", for: visitor, in: .home, refresh: 10,
            body: HTML.part("home", body(home, visitor)))
    }

    /// What comes and goes as a whole is a part of its own, so that a live page can put it in.
    private static func body(_ home: HomeSummary, _ visitor: Visitor) -> HTML {
        """
        \(HTML.part("state", "\(state(home, visitor))\(requests(home))\(used(home, visitor))\(troubles(home, visitor))"))
        <div class="columns"><div>
        \(HomeEvents.section(home))\(owned(home, visitor))
        </div><div>
        \(HomeWork.section(home, visitor))\(HomeWork.rising(home))\(HomeWork.fresh(home, visitor))
        </div></div>
        """
    }

    // MARK: What is wrong

    /// One line when nothing is.
    private static func state(_ home: HomeSummary, _ visitor: Visitor) -> HTML {
        let counts = home.troubleCounts
        guard counts.values.contains(where: { $0 > 0 }) else {
            return HTML.notice(
                .good,
                """
                <p>All is well: nothing failed, nothing is late, nothing is incomplete or stale. \
                \(HTML.quiet("\(Figures.count(home.datasets, "event type or dataset", "event types and datasets")), looked at \(hour(home.at)) UTC."))</p>
                """)
        }
        let words = [
            ("failed", "failed"), ("incident", "incomplete"), ("late", "late"), ("stale", "stale"),
        ].compactMap { state, word -> HTML? in
            guard let count = counts[state], count > 0 else { return nil }
            return "<b>\(Figures.grouped(count))</b> \(word)"
        }
        let isBad = (counts["failed"] ?? 0) + (counts["incident"] ?? 0) > 0
        let more = home.isCut ? " or more" : ""
        return HTML.notice(
            isBad ? .bad : .warning,
            """
            <p>\(HTML(words, between: ", "))\(more), of \
            \(Figures.count(home.datasets, "event type or dataset", "event types and datasets")), at \(hour(home.at)) UTC.</p>
            """)
    }

    private static func requests(_ home: HomeSummary) -> HTML? {
        guard home.requestsToDecide > 0 else { return nil }
        let count = Figures.count(home.requestsToDecide, "access request waits", "access requests wait")
        return HTML.notice(
            .waiting,
            "<p>\(count) for you to decide: <a href=\"/access#requests\">look at \(home.requestsToDecide == 1 ? "it" : "them")</a>.</p>")
    }

    private static func troubles(_ home: HomeSummary, _ visitor: Visitor) -> HTML {
        let used = Set(home.usedAndBroken.map(\.dataset))
        let others = home.troubles.filter { !used.contains($0.dataset) }
        guard !others.isEmpty else { return .none }
        let hidden = home.troubleCounts.values.reduce(0, +) - home.troubles.count
        let more: HTML = hidden > 0
            ? HTML.note(
                "\(Figures.count(hidden, "more", "more")): <a href=\"/runs?state=failed\">failed runs</a>, <a href=\"/runs/grid\">all partitions</a>.") : .none
        return HTML.section(
            "attention", "Needs attention", about: "Failed: nothing more is tried by itself. The worst first.",
            "\(TroubleList.html("attention-table", "What needs attention", others, visitor.moment))\(more)")
    }

    private static func used(_ home: HomeSummary, _ visitor: Visitor) -> HTML {
        guard !home.usedAndBroken.isEmpty else { return .none }
        return HTML.section(
            "used", "You used it lately, and it is not well", about: "What your queries of the last 30 days named.",
            TroubleList.html("used-table", "What you used and is not well", home.usedAndBroken, visitor.moment))
    }

    // MARK: What is one's own

    private static func owned(_ home: HomeSummary, _ visitor: Visitor) -> HTML {
        guard !visitor.teams.isEmpty else {
            return HTML.section(
                "owned", "What your team owns",
                HTML.note("Your account is in no team. <a href=\"/teams\">Teams</a> shows who owns what."))
        }
        let table = DataTable(
            "owned-table", "What your teams own",
            columns: [.text("Name"), .text("State"), .text("Last data"), .number("Uses", unit: "30 days")],
            rows: home.owned.map { entry in
                [
                    .link(entry.name, to: .dataset(entry.name)), Cell(TroubleList.badge(entry.state), value: entry.state),
                    .ago(entry.lastData, visitor.moment), .number(entry.uses),
                ]
            }, empty: "Nothing yet. What says <code>owner: \(visitor.teams.sorted().first ?? "")</code> in its definition comes here.",
            hidesCaption: true)
        let links = visitor.teams.sorted().map { HTML.link($0, to: .team($0)) }
        let all: HTML = home.ownedCount > home.owned.count
            ? HTML.note(
                "\(Figures.grouped(home.owned.count)) of \(Figures.grouped(home.ownedCount)): what is in trouble first, then what is used most.")
            : .none
        return HTML.section("owned", "What your team owns", about: "\(HTML(links, between: ", "))", "\(table)\(all)")
    }

    /// `04:21` of `2026-11-27T04:21:55Z`.
    static func hour(_ rfc3339: String) -> String {
        guard let mark = rfc3339.firstIndex(of: "T") else { return rfc3339 }
        return String(rfc3339[rfc3339.index(after: mark)...].prefix(5))
    }
}
