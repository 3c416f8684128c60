package import BasinWire

/// A few rows of a dataset, as far as somebody may read them.
package enum SamplePage {
    package static let rows = 50

    /// - Parameter refusal: why there are none to be seen; nil where they are here.
    package static func page(_ detail: DatasetDetail, _ rows: QueryRows?, refusal: String?, for visitor: Visitor) -> Page {
        let name = detail.summary.name
        let masked = detail.columns.filter { ["personal", "sensitive"].contains($0.classification ?? "") }
        let pseudonyms = detail.columns.filter { $0.classification == "pseudonymous" }
        let sql = Address("sql").with("sql", "SELECT *\nFROM \(name)\nLIMIT 100")
        return DatasetFrame.page(
            detail, tab: .sample, for: visitor,
            body: """
                \(refusal.map { HTML.notice(.warning, HTML.prose($0)) })\(rows.map { sample(detail, $0, sql) })
                \(explained(name, masked, pseudonyms))
                """)
    }

    private static func sample(_ detail: DatasetDetail, _ rows: QueryRows, _ sql: Address) -> HTML {
        let empty: HTML = "There are no rows yet that you may read."
        let table = RowsTable.table("sample", "A few rows", rows, empty: empty, isNumbered: true)
        let about: HTML = "\(Figures.count(rows.rows.count, "row")), any of those that you may read. <a href=\"\(sql.text)\">Ask for others with SQL</a>."
        return HTML.section("rows", "A few rows", about: about, "<div class=\"result\">\(table)</div>")
    }

    private static func explained(_ name: String, _ masked: [ColumnSummary], _ pseudonyms: [ColumnSummary]) -> HTML? {
        guard !masked.isEmpty || !pseudonyms.isEmpty else {
            return HTML.note("No column of it says anything about a person: nothing is masked.")
        }
        let table = DataTable(
            "masked-columns", "Columns about people", columns: [.text("Column"), .text("Says of a person"), .wide("What you see here")],
            rows: (masked + pseudonyms).map { column in
                let isMasked = column.classification != "pseudonymous"
                let seen = isMasked ? "[masked]: a grant for a purpose opens it" : "a pseudonym in place of the original"
                return [
                    .name(column.name),
                    Cell(HTML.classification(column.classification), value: column.classification ?? ""), .text(seen),
                ]
            }, empty: "None.", hidesCaption: true)
        return HTML.section(
            "masked", "What is masked",
            about: "A sample opens nothing, whatever you may read. \(HTML.link("Ask for access, or see what you have", to: DatasetTab.access.address(name))).",
            "\(table)")
    }
}
