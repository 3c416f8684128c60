package import BasinWire

/// Datasets that nobody reads, what a month without each saves, and what to write so that it goes.
package enum UnreadPage {
    package static let choices = [30, 60, 90, 180, 365]

    package static func page(_ answer: UnreadAnswer, asOf: String, for visitor: Visitor) -> Page {
        Page(
            "Datasets that nobody reads", for: visitor, in: .cost, trail: [("Cost", "/cost")], isWide: true,
            body: """
                <p class="about">Neither they themselves were read for \(Figures.count(answer.days, "day")), in any way, nor anything that is
                made of them. What saves most stands first. Nothing is removed by itself. Counted
                \(visitor.moment.ago(asOf)).</p>
                \(days(answer))
                \(answer.isKnown ? found(answer) : notKnown(answer))
                """)
    }

    private static func days(_ answer: UnreadAnswer) -> HTML {
        let all = Set(choices + [answer.days]).sorted()
        let form = Form(
            .get, "/cost/unread", "Show",
            fields: [
                Form.choice(
                    "days", "Not read for", all.map { (value: String($0), title: Figures.count($0, "day")) },
                    chosen: String(answer.days))
            ], isInline: true)
        return "<div class=\"graph-controls\">\(form)</div>\n"
    }

    private static func notKnown(_ answer: UnreadAnswer) -> HTML {
        let since: HTML = answer.countedSince.map { "Reading is counted since \($0)" } ?? "Reading is not counted yet"
        return HTML.empty(
            "Not known yet",
            "\(since): that is less than \(Figures.count(answer.days, "day")) ago. Ask for fewer days, or come back.")
    }

    private static func found(_ answer: UnreadAnswer) -> HTML {
        guard !answer.datasets.isEmpty else {
            return HTML.empty(
                "Everything is read",
                "Every dataset, or something made of it, was read in the last \(Figures.count(answer.days, "day")).")
        }
        let sum = answer.datasets.reduce(0.0) { $0 + (Double($1.saving ?? "") ?? 0) }
        var figures: [(label: String, value: HTML)] = [
            ("datasets not read for \(Figures.count(answer.days, "day"))", "\(Figures.grouped(answer.datasets.count))"),
            ("stored of them now", "\(Figures.bytes(answer.datasets.reduce(0) { $0 + $1.bytes }))"),
        ]
        if let currency = answer.currency { figures.append(("\(currency) a month without all of them", "\(Figures.decimal(sum))")) }
        return "\(HTML.figures(figures))\(table(answer))\(HTML.section("write", "What to write", steps(answer)))"
    }

    private static func table(_ answer: UnreadAnswer) -> DataTable {
        var table = DataTable(
            "unread", "Not read for \(Figures.count(answer.days, "day"))",
            columns: [
                .text("Dataset"), .text("Owner"), .text("Contact"), .text("Last read"), .number("Stored"),
                .number("CPU time", unit: "last 30 days"),
                .number("Saving", unit: answer.currency.map { "\($0) a month" } ?? "a month"), .wide("Think of"), .wide("What to write"),
            ],
            rows: answer.datasets.map { one in
                [
                    .link(one.name, to: .dataset(one.name)), .link(one.owner, to: .team(one.owner)),
                    one.contact.map { Cell(DatasetFrame.contact($0), value: $0) } ?? .none,
                    Cell(
                        "\(one.lastRead.map { "\($0), by \(one.lastWay ?? "query")" } ?? "never known")",
                        value: one.lastRead ?? ""),
                    .bytes(one.bytes),
                    .seconds(Double(one.cpuMicroseconds) / 1_000_000), Cell("\(CostPage.amount(one.saving))", value: one.saving ?? ""),
                    .text(one.cautions.joined(separator: " ")), Cell(HTML.withCode(one.proposal), value: one.proposal),
                ]
            }, empty: "Nothing.")
        table.mostShown = 100
        return table
    }

    /// For the first few; the table tells of all.
    private static func steps(_ answer: UnreadAnswer) -> HTML {
        let items = answer.datasets.prefix(5).map { one -> HTML in
            let saving: HTML? = one.saving.flatMap { saving in
                answer.currency.map { HTML.quiet("saves \(CostPage.amount(saving)) \($0) a month") }
            }
            let readers: HTML? =
                one.readers.isEmpty
                ? nil : "<p class=\"small\">Made of it, and unread, too: \(HTML(one.readers.prefix(10).map { HTML.link($0, to: .dataset($0)) }, between: ", "))</p>"
            return """
                <li><div class="line">\(HTML.link(one.name, to: .dataset(one.name))) \(HTML.quiet("of")) \(HTML.link(one.owner, to: .team(one.owner))) \(saving)</div>
                <p>\(HTML.withCode(one.proposal))</p>\(one.cautions.map { "<p class=\"small\">\(HTML.prose($0))</p>" as HTML })\(readers)</li>

                """
        }
        return "<ul class=\"cards\">\(items)</ul>\n"
    }
}
