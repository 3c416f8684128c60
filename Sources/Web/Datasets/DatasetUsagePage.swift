package import BasinWire

/// Who uses a dataset, how often, in which ways.
package enum DatasetUsagePage {
    package static func page(_ detail: DatasetDetail, _ use: DatasetUse, for visitor: Visitor) -> Page {
        DatasetFrame.page(
            detail, tab: .usage, for: visitor,
            body: "\(reads(detail, use, visitor))\(readers(detail, use))\(joined(use))")
    }

    private static func reads(_ detail: DatasetDetail, _ use: DatasetUse, _ visitor: Visitor) -> HTML {
        let choices = [7, 30, 90].map { days -> HTML in
            let here: HTML = days == use.days ? " aria-current=\"page\"" : ""
            return "<a href=\"\(DatasetTab.usage.address(detail.summary.name).with("days", String(days)).text)\"\(here)>\(days) days</a> "
        }
        let total = use.reads.reduce(0) { $0 + $1.reads }
        let people = use.reads.filter { $0.way != "pipeline" }.reduce(0) { $0 + $1.reads }
        let many = use.readers >= 100 ? "100 or more" : Figures.grouped(use.readers)
        let figures = HTML.figures([
            ("reads in \(Figures.count(use.days, "day"))", "\(Figures.grouped(total))"), ("of them by people and programs", "\(Figures.grouped(people))"),
            ("accounts that asked with SQL", "\(many)"),
        ])
        let since: HTML? = use.countedSince.map {
            HTML.note(
                "Every way of reading is counted since \($0). A read is one query, load, stream or run that named it.")
        }
        return HTML.section("reads", "Reads", actions: "<span>\(choices)</span>", "\(figures)\(chart(use, visitor))\(since)")
    }

    private static let ways: [(word: String, title: String)] = [
        ("query", "SQL"), ("iceberg", "Iceberg"), ("stream", "streams"), ("live", "live view"), ("pipeline", "pipelines"),
    ]

    private static func chart(_ use: DatasetUse, _ visitor: Visitor) -> HTML {
        guard !use.reads.isEmpty else {
            return HTML.empty("Nobody read it in these days", "How to read it is under the last tab of this page.")
        }
        let days = Days.last(use.days, visitor.moment)
        var counts: [String: [String: Int]] = [:]
        for read in use.reads { counts[read.way, default: [:]][read.day, default: 0] += read.reads }
        let series = ways.compactMap { way -> Chart.Series? in
            guard let found = counts[way.word] else { return nil }
            return Chart.Series(way.title, days.map { (day: String) -> Double? in Double(found[day] ?? 0) })
        }
        return Chart(
            "reads-by-day", "Reads by day and way", unit: "reads", labelTitle: "day (UTC)", labels: days, series: series
        ).html
    }

    private static func readers(_ detail: DatasetDetail, _ use: DatasetUse) -> HTML {
        guard let accounts = use.accounts else {
            return HTML.section("readers", "Who", HTML.note("Who asked is shown to people who may audit; the number of them stands above."))
        }
        let table = DataTable(
            "accounts", "Accounts that asked with SQL",
            columns: [.text("Account"), .number("Queries", unit: "in \(Figures.count(use.days, "day"))"), .text("Last (UTC)")],
            rows: accounts.map { [.link($0.account, to: .person($0.account)), .number($0.queries), .word($0.lastDay)] },
            empty: "Nobody asked with SQL in these days.", hidesCaption: true)
        return HTML.section("readers", "Who", about: "The most often first.", "\(table)")
    }

    private static func joined(_ use: DatasetUse) -> HTML {
        let table = DataTable(
            "joined", "Joined with", columns: [.text("Dataset"), .number("Queries", unit: "in 30 days")],
            rows: use.joinedWith.map { [.link($0.name, to: .dataset($0.name)), .number($0.queries)] },
            empty: "No query of the last 30 days named it together with another.", hidesCaption: true)
        return HTML.section("joined-with", "Joined with", about: "Datasets that queries named together with it.", "\(table)")
    }
}
