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
        let entries = home.rising.map { entry -> (entry: HomeSummary.Entry, days: [Int], now: Int, before: Int) in
            let days = entry.usesByDay ?? []
            return (entry, days, days.suffix(7).reduce(0, +), days.dropLast(7).reduce(0, +))
        }
        let items = entries.map { entry, days, now, before -> HTML in
            let label = "Queries a day in 14 days: from \(days.min() ?? 0) to \(days.max() ?? 0), today \(days.last ?? 0)"
            return """
                <li>\(HTML.link(entry.name, to: .dataset(entry.name)))<span class="end">\(Sparkline.html(days.map(Double.init), label: label)) \
                \(Figures.count(now, "query", "queries")), after \(Figures.grouped(before))</span></li>

                """
        }
        let table = DataTable(
            "rising-table", "What is asked for more often",
            columns: [.text("Name"), .text("Owner"), .number("Queries", unit: "in 7 days"), .number("Queries before", unit: "in 7 days")],
            rows: entries.map { entry, _, now, before in
                [.name(entry.name), .name(entry.owner), .number(now), .number(before)]
            },
            empty: .none)
        let body: HTML = items.isEmpty
            ? HTML.note("Nothing is asked for more often in these seven days than in the seven before.")
            : "<ul class=\"list\">\n\(items)</ul>\n"
        return HTML.section("rising", "Rising", about: "Queries of seven days, after those of the seven before.", table.html(as: body))
    }

    static func fresh(_ home: HomeSummary, _ visitor: Visitor) -> HTML {
        let items = home.fresh.map { entry -> HTML in
            "<li>\(HTML.link(entry.name, to: .dataset(entry.name)))<span class=\"end\">\(visitor.moment.ago(entry.lastData))</span></li>\n"
        }
        let table = DataTable(
            "fresh-table", "What was published last", columns: [.text("Name"), .text("Owner"), .text("Published")],
            rows: home.fresh.map { [.name($0.name), .name($0.owner), .ago($0.lastData, visitor.moment)] }, empty: .none)
        let body: HTML = items.isEmpty
            ? HTML.note("No pipeline published anything yet. A file in <code>datasets/</code> makes one dataset out of others.")
            : "<ul class=\"list\">\n\(items)</ul>\n"
        return HTML.section("fresh", "Published last", table.html(as: body))
    }
}
