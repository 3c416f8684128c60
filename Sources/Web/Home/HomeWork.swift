import BasinWire

/// What is going on, what others have begun to use, and what came out last.
enum HomeWork {
    static func section(_ home: HomeSummary, _ visitor: Visitor) -> HTML {
        HTML.section(
            "runs", "Runs now", actions: "<a href=\"/runs\">All runs</a>",
            HTML.figures([
                ("running, \(HomePage.hour(home.at)) UTC", "<a href=\"/runs?state=running\">\(Figures.grouped(home.runningRuns))</a>"),
                ("queued or to be tried again", "<a href=\"/runs?state=queued\">\(Figures.grouped(home.queuedRuns))</a>"),
            ]))
    }

    static func rising(_ home: HomeSummary) -> HTML {
        let table = DataTable(
            "rising-table", "Used more this week than the week before",
            columns: [.text("Name"), .number("Queries", unit: "7 days"), .number("Before", unit: "7 days"), .text("14 days")],
            rows: home.rising.map { entry in
                let days = entry.usesByDay ?? []
                let now = days.suffix(7).reduce(0, +), before = days.dropLast(7).reduce(0, +)
                let label = "Queries a day: from \(days.min() ?? 0) to \(days.max() ?? 0), today \(days.last ?? 0)"
                return [
                    .link(entry.name, to: .dataset(entry.name)), .number(now), .number(before),
                    Cell(Sparkline.html(days.map(Double.init), label: label), value: days.map(String.init).joined(separator: " ")),
                ]
            }, empty: "Nothing is used more this week than the week before.", hidesCaption: true)
        return HTML.section("rising", "Rising", about: "Asked for more often than the week before.", "\(table)")
    }

    static func fresh(_ home: HomeSummary, _ visitor: Visitor) -> HTML {
        let items = home.fresh.map { entry -> HTML in
            "<li>\(HTML.link(entry.name, to: .dataset(entry.name)))<span class=\"end\">\(visitor.moment.ago(entry.lastData))</span></li>\n"
        }
        let body: HTML = items.isEmpty
            ? HTML.note("No pipeline published anything yet. A file in <code>datasets/</code> makes one dataset out of others.")
            : "<ul class=\"list\">\n\(items)</ul>\n"
        return HTML.section("fresh", "Published last", body)
    }
}
