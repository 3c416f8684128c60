import BasinCore
package import BasinWire

/// Ranges of partitions that are made again, and the form to begin one.
package enum BackfillsPage {
    package static func page(_ backfills: [BackfillSummary], for visitor: Visitor) -> Page {
        let table = DataTable(
            "backfills", "Backfills, the latest first",
            columns: [
                .text("Backfill"), .text("Dataset"), .text("From"), .text("To before"), .text("State"), .text("Progress"),
                .number("Failed"), .number("Left"), .text("Begun"), .wide("Reason"),
            ], rows: backfills.map { row($0, visitor.moment) },
            empty: "No backfill yet. One makes a range of partitions again, after live runs had their turn.", hidesCaption: true)
        let isMoving = backfills.contains { $0.state == "running" }
        return Page(
            "Backfills", for: visitor, in: .runs, trail: [("Runs", "/runs")], refresh: isMoving ? 10 : nil, isWide: true,
            body: "\(RunWords.tabs(.backfills))\(HTML.section("list", "Backfills", about: "The latest hundred.", "\(table)"))\(begin(visitor))")
    }

    private static func row(_ backfill: BackfillSummary, _ moment: Moment) -> [Cell] {
        [
            Cell("<a href=\"\(RunWords.backfill(backfill.id).text)\">\(backfill.id)</a>", value: String(backfill.id)),
            .link(backfill.dataset, to: .dataset(backfill.dataset)), RunWords.word(backfill.from),
            RunWords.word(backfill.to), .state(backfill.state),
            Cell(bar(backfill), value: String(backfill.succeeded + backfill.failed)), .number(backfill.failed),
            .seconds(backfill.secondsLeft),
            .ago(backfill.createdAt, moment), .text(backfill.reason),
        ]
    }

    /// A bar, and what it says in numbers.
    static func bar(_ backfill: BackfillSummary) -> HTML {
        let done = backfill.succeeded + backfill.failed
        let over = "\(Figures.grouped(done)) of \(Figures.count(backfill.total, "partition")) over"
        return "\(Sparkline.share(share(backfill), label: over)) \(Figures.grouped(done)) of \(Figures.grouped(backfill.total))"
    }

    static func share(_ backfill: BackfillSummary) -> Double {
        backfill.total == 0 ? 0 : Double(backfill.succeeded + backfill.failed) / Double(backfill.total)
    }

    private static func begin(_ visitor: Visitor) -> HTML {
        guard visitor.may(.develop) else {
            return HTML.note("Who may develop begins a backfill, here or with <code>basin backfill</code>.")
        }
        let form = Form(
            .post, "/backfills", "Begin the backfill",
            fields: [
                Form.text("dataset", "Dataset", isRequired: true),
                Form.text(
                    "from", "From", placeholder: "2018-11-01",
                    help: "The first partition: an hour 2018-11-03T14, a day, a month 2018-11.", isRequired: true),
                Form.text("to", "To", placeholder: "2018-12-01", help: "The end of the range, not included.", isRequired: true),
                Form.text("concurrency", "Runs at once", value: "4", help: "1 to 1000. Live runs go first all the same.", type: "number"),
                Form.choice("order", "Order", [("oldest", "oldest first"), ("newest", "newest first")]),
                Form.text("reason", "Reason", help: "People who look at the partitions later read it."),
            ])
        return HTML.section("begin", "Begin a backfill", about: "It makes partitions again from what their inputs are now.", "\(form)")
    }
}
