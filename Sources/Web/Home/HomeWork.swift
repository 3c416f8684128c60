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
        let items = home.rising.map { entry -> HTML in
            let days = entry.usesByDay ?? []
            let now = days.suffix(7).reduce(0, +), before = days.dropLast(7).reduce(0, +)
            let label = "Queries a day in 14 days: from \(days.min() ?? 0) to \(days.max() ?? 0), today \(days.last ?? 0)"
            return """
                <li>\(HTML.link(entry.name, to: .dataset(entry.name)))<span class="end">\(Sparkline.html(days.map(Double.init), label: label)) \
                \(Figures.count(now, "query", "queries")), after \(Figures.grouped(before))</span></li>

                """
        }
        let body: HTML = items.isEmpty
            ? HTML.note("Nothing is asked for more often in these seven days than in the seven before.")
            : "<ul class=\"list\">\n\(items)</ul>\n"
        return HTML.section("rising", "Rising", about: "Queries of seven days, after those of the seven before.", body)
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
