package import BasinWire

/// What the values of a dataset are like, column by column, now and over time.
package enum ProfilePage {
    /// - Parameters:
    ///   - profile: nil where there are no rows yet, or it may not be seen.
    ///   - refusal: why it may not be seen.
    ///   - column: whose history is drawn.
    package static func page(
        _ detail: DatasetDetail, _ profile: ProfileAnswer?, _ history: ProfileHistory?, column: String?,
        refusal: String?, for visitor: Visitor
    ) -> Page {
        let name = detail.summary.name
        guard let profile else {
            let body: HTML =
                refusal.map {
                    "\(HTML.notice(.warning, HTML.prose($0)))<p>\(HTML.link("What you may read, and how to ask for more", to: DatasetTab.access.address(name)))</p>"
                }
                ?? HTML.empty(
                    "Nothing to look at yet",
                    "A profile is made of a partition soon after it is published. \(HTML.link("See the partitions", to: DatasetTab.partitions.address(name))).")
            return DatasetFrame.page(detail, tab: .profile, for: visitor, body: body)
        }
        return DatasetFrame.page(
            detail, tab: .profile, for: visitor,
            body: """
                \(choice(name, profile, history, column))\(figures(profile))
                \(HTML.section("columns", "Columns of \(profile.partition)", about: about(profile), "\(ProfileTable.table(name, profile))"))
                \(values(profile))\(ProfileHistoryPart.html(name, history, column: column, columns: profile.columns.map(\.name)))
                """)
    }

    private static func choice(_ name: String, _ profile: ProfileAnswer, _ history: ProfileHistory?, _ column: String?) -> HTML {
        var known = (history?.partitions ?? []).map(\.partition)
        if !known.contains(profile.partition) { known.append(profile.partition) }
        let choices = known.reversed().map { (value: $0, title: $0) }
        return """
            <form method="get" action="\(DatasetTab.profile.address(name).text)" class="filters">\(Form.choice("partition", "Partition", choices, chosen: profile.partition))\
            \(column.map { Form.hidden("column", $0) })<button class="secondary">Show</button></form>

            """
    }

    private static func figures(_ profile: ProfileAnswer) -> HTML {
        HTML.figures([
            ("rows in \(profile.partition)", "\(Figures.grouped(profile.rows))"), ("columns", "\(Figures.grouped(profile.columns.count))"),
            ("of them without a null", "\(Figures.grouped(profile.columns.count { $0.nulls == 0 }))"),
        ])
    }

    private static func about(_ profile: ProfileAnswer) -> HTML {
        let withheld = profile.columns.filter { $0.classification != "none" }
        let counts = "Different values are counted exactly up to a million rows, else about. Quantiles are about."
        guard !withheld.isEmpty else { return "\(counts)" }
        return "\(counts) Of what says something about a person (\(HTML(withheld.prefix(12).map { HTML.code($0.name) }, between: ", "))) only counts are told, to everybody."
    }

    private static let mostColumns = 40

    /// The commonest values, as far as they may be told.
    private static func values(_ profile: ProfileAnswer) -> HTML? {
        // Where every value is there once, none is common.
        let columns = profile.columns.filter { ($0.common.first?.rows ?? 0) > 1 }
        guard !columns.isEmpty else { return nil }
        let cards = columns.prefix(mostColumns).map { column -> HTML in
            let rows = column.common.prefix(10).map { common -> HTML in
                let share = profile.rows > 0 ? Double(common.rows) / Double(profile.rows) : 0
                let text = Figures.percent(share)
                return """
                    <tr><th scope="row">\(RowsTable.cell(Figures.short(common.value)).html)</th><td class="number">\(Figures.grouped(common.rows))</td>\
                    <td class="number">\(text)</td><td>\(Sparkline.share(share, label: "\(text) of the rows"))</td></tr>

                    """
            }
            return """
                <div class="card common"><h3>\(HTML.name(column.name))</h3><div class="scroll" tabindex="0" role="group" aria-label="Commonest values of \(column.name)"><table><caption class="unseen">Commonest values of \(column.name)</caption>
                <thead><tr><th scope="col">Value</th><th scope="col" class="number">Rows</th><th scope="col" class="number">Share</th><th scope="col"><span class="unseen">As a bar</span></th></tr></thead><tbody>
                \(rows)</tbody></table></div></div>

                """
        }
        let more: HTML? = columns.count > mostColumns
            ? HTML.note("Of \(columns.count) columns with common values the first \(mostColumns) are shown; the CSV has all.") : nil
        return HTML.section(
            "values", "Commonest values", about: "Of columns with at most a thousand different values that say nothing about a person.",
            commonTable(columns, of: profile.rows).html(as: "<div class=\"grid\">\n\(cards)</div>\n\(more)"))
    }

    private static func commonTable(_ columns: [ProfiledColumn], of rows: Int) -> DataTable {
        DataTable(
            "common-values", "Commonest values", columns: [.text("Column"), .text("Value"), .number("Rows"), .number("Share")],
            rows: columns.flatMap { column in
                column.common.map { common -> [Cell] in
                    [
                        .name(column.name), .text(common.value), .number(common.rows),
                        .percent(rows > 0 ? Double(common.rows) / Double(rows) : nil),
                    ]
                }
            }, empty: .none)
    }
}
