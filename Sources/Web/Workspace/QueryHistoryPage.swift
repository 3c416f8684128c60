package import BasinWire

/// What somebody asked, for 90 days. Nobody else sees it as it was asked.
package enum QueryHistoryPage {
    package static let pageSize = 50

    /// - Parameter isCut: there may be older ones.
    package static func page(_ queries: [AskedQuery], dataset: String?, outcome: String?, isCut: Bool, for visitor: Visitor) -> Page {
        var older: Address?
        if isCut, let last = queries.last {
            older = Address("sql", "history").with("before", String(last.number)).with("dataset", dataset).with("outcome", outcome)
        }
        let next: HTML? = older.map { "<p><a href=\"\($0.text)\">Older ones</a></p>" }
        return Page(
            "What you asked", for: visitor, in: .sql, trail: [("SQL", "/sql")], isWide: true,
            body: """
                \(WorkspacePage.tabs(1))
                <p class="about">Your queries of 90 days, the latest first. Only you see them as you asked them; who audits sees them without a value.</p>
                <form method="get" action="/sql/history" class="filters">\(Form.text("dataset", "That read", value: dataset ?? "", placeholder: "a dataset"))\
                \(Form.choice("outcome", "How it ended", [("", "any"), ("done", "done"), ("query", "wrong SQL"), ("forbidden", "refused")], chosen: outcome ?? ""))\
                <button class="secondary">Show</button></form>
                \(table(queries, visitor))\(next)
                """)
    }

    private static func table(_ queries: [AskedQuery], _ visitor: Visitor) -> DataTable {
        DataTable(
            "queries", "What you asked",
            columns: [
                .text("When"), .wide("SQL"), .text("Again"), .text("Ended"), .number("Rows"), .number("Took"),
                .number("Sent"), .text("Read"), .text("Purpose"),
            ],
            rows: queries.map { row($0, visitor) },
            empty: "Nothing is here. What you ask in <a href=\"/sql\">the editor</a>, in a terminal or over the API appears here a second later.",
            hidesCaption: true)
    }

    private static func row(_ query: AskedQuery, _ visitor: Visitor) -> [Cell] {
        let text = query.sql.count > 300 ? String(query.sql.prefix(300)) + "…" : query.sql
        let again = Address("sql").with("asked", String(query.number))
        let reads = HTML(query.datasets.prefix(5).map { HTML.link($0, to: .dataset($0)) }, between: ", ")
        let more: HTML? = query.datasets.count > 5 ? " and \(query.datasets.count - 5) more" : nil
        let when = visitor.moment.ago(query.at)
        return [
            Cell(when, value: query.at), Cell("<code class=\"asked\"><bdi>\(text)</bdi></code>", value: query.sql),
            query.masked
                ? Cell(HTML.quiet("too large to be kept"), value: "")
                : Cell(
                    "<a href=\"\(again.text)\">Open<span class=\"unseen\"> the query of \(query.at)</span></a>",
                    value: again.text),
            Cell(
                query.outcome == "done"
                    ? Standing.good.badge("done") : Standing.bad.badge(query.outcome.replacing("_", with: " ")),
                value: query.outcome),
            .number(query.rows), .seconds(query.seconds), .bytes(query.bytes),
            Cell("\(reads)\(more)", value: query.datasets.joined(separator: " ")),
            .text(query.purpose),
        ]
    }
}
