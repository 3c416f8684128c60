import BasinCore
package import BasinWire

/// What a dataset is: what its owners say, what is in it, and whether one can rely on it.
package enum DatasetOverviewPage {
    package static func page(_ detail: DatasetDetail, for visitor: Visitor) -> Page {
        DatasetFrame.page(
            detail, tab: .overview, for: visitor, refresh: 10,
            body: """
                \(about(detail))\(figures(detail, visitor))
                <div class="columns"><div>\(owners(detail))\(examples(detail, visitor))</div>
                <div>\(certification(detail))\(words(detail))\(people(detail))\(joined(detail))</div></div>
                \(DatasetLedger.section(detail, visitor))
                """)
    }

    private static func about(_ detail: DatasetDetail) -> HTML {
        let text = detail.summary.description
        return text.isEmpty
            ? "<p class=\"empty\">Nobody has said yet what this is: add <code>description</code> to its definition.</p>\n"
            : "<p class=\"lead\">\(HTML.prose(text))</p>\n"
    }

    private static func figures(_ detail: DatasetDetail, _ visitor: Visitor) -> HTML {
        let summary = detail.summary
        let parts = summary.kind == "event" ? "hours with rows" : "partitions published"
        var figures: [(label: String, value: HTML)] = [
            ("rows of current revisions", "\(Figures.grouped(summary.rows))"), (parts, "\(Figures.grouped(summary.partitions))"),
            ("last data", visitor.moment.ago(summary.lastEvent)),
        ]
        if let bytes = detail.bytes { figures.append(("stored", "\(Figures.bytes(bytes))")) }
        figures.append(("kept", "\(detail.retentionDays.map { Figures.count($0, "day") } ?? "for ever")"))
        if let used = detail.used {
            let cost = used.cost.map { $0 + " " + (detail.currency ?? "") }
            figures.append(("cost this month so far", "\(cost ?? "no prices set")"))
            figures.append(("queries this month so far", "\(Figures.grouped(used.queries))"))
        }
        return HTML.part("figures", HTML.figures(figures))
    }

    private static func owners(_ detail: DatasetDetail) -> HTML {
        guard let text = detail.notes.page, !text.isEmpty else {
            let folder = detail.summary.kind == "event" ? "events" : "datasets"
            return HTML.section(
                "page", "From its owners",
                HTML.empty(
                    "No page yet",
                    "What users should know: write it in \(HTML.code("\(folder)/\(detail.summary.name).md")) and <code>basin apply</code>."))
        }
        return HTML.section("page", "From its owners", "<article dir=\"auto\">\(Markdown.html(text))</article>")
    }

    private static func examples(_ detail: DatasetDetail, _ visitor: Visitor) -> HTML {
        let examples = detail.notes.examples
        guard !examples.isEmpty else { return .none }
        return HTML.section(
            "examples", "Examples", about: "Each was checked against the schema when it was applied.",
            HTML(
                examples.map { example -> HTML in
                    let open: HTML? =
                        visitor.may(.query)
                        ? "<p><a href=\"\(Address("sql").with("sql", example.sql).text)\">Open in SQL<span class=\"unseen\">: \(example.title)</span></a></p>\n" : nil
                    return "\(HTML.snippet(example.title, example.sql))\(open)"
                }))
    }

    private static func certification(_ detail: DatasetDetail) -> HTML {
        let notes = detail.notes
        let body: HTML =
            notes.certified
            ? "<p>\(Standing.good.badge("certified")) It has all that makes data one to rely on. Nobody declares this; it is worked out of facts.</p>\n"
            : """
                <p>\(Standing.waiting.badge("not certified")) What it lacks:</p>
                <ul>\(notes.missing.map { "<li>\(Spoken.html($0))</li>\n" as HTML })</ul>

                """
        return HTML.section("certification", "Certification", body)
    }

    private static func words(_ detail: DatasetDetail) -> HTML {
        let terms = detail.notes.terms
        guard !terms.isEmpty else { return .none }
        return HTML.section(
            "terms", "Terms", "<ul class=\"tags\">\(terms.map { "<li>\(HTML.tag($0, to: .term($0)))</li>" as HTML })</ul>\n")
    }

    private static func people(_ detail: DatasetDetail) -> HTML {
        let people = detail.notes.people
        guard !people.isEmpty else { return .none }
        return HTML.section(
            "people", "People who know", about: "Who changed it, the most often first.",
            "<ul class=\"list\">\(people.map { "<li>\(HTML.link($0, to: .person($0)))</li>\n" as HTML })</ul>\n")
    }

    private static func joined(_ detail: DatasetDetail) -> HTML {
        let joined = detail.joinedWith
        guard !joined.isEmpty else { return .none }
        let items = joined.map { other -> HTML in
            "<li>\(HTML.link(other.name, to: .dataset(other.name)))<span class=\"end\">\(Figures.count(other.queries, "query", "queries"))</span></li>\n"
        }
        return HTML.section(
            "joined", "Joined with", about: "Queries of the last 30 days that named both.", "<ul class=\"list\">\(items)</ul>\n")
    }
}
