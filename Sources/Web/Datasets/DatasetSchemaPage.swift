package import BasinWire

/// What a dataset's columns are, how they changed, and how they are made.
package enum DatasetSchemaPage {
    /// - Parameters:
    ///   - making: of a dataset that a pipeline makes.
    ///   - versions: of an event type.
    ///   - diff: the two versions that are asked for.
    package static func page(
        _ detail: DatasetDetail, making: DatasetMaking? = nil, versions: [SchemaVersionSummary] = [], diff: SchemaDiff? = nil,
        for visitor: Visitor
    ) -> Page {
        DatasetFrame.page(
            detail, tab: .schema, for: visitor,
            body: "\(columns(detail))\(making.map { DatasetMakingPart.html($0, detail, visitor) })\(SchemaVersionsPart.html(detail.summary.name, versions, diff))")
    }

    private static func columns(_ detail: DatasetDetail) -> HTML {
        let rows = detail.columns.map { column -> [Cell] in
            [
                Cell(name(column), value: column.name), Cell(TypeText.html(column.type), value: column.type),
                Cell(column.required ? "required" : HTML.quiet("optional"), value: column.required ? "required" : "optional"),
                Cell(HTML.classification(column.classification), value: column.classification ?? "envelope"),
                .text(column.description),
                column.term.map { Cell(HTML.tag($0, to: .term($0)), value: $0) } ?? .none,
                Cell(
                    "<a href=\"\(DatasetTab.lineage.address(detail.summary.name).with("column", column.name).text)\">made of<span class=\"unseen\"> what: \(column.name)</span></a>",
                    value: ""),
            ]
        }
        let table = DataTable(
            "columns", "Columns",
            columns: [
                .text("Column"), .text("Type"), .text("Value"), .text("Says of a person"), .wide("Description"), .text("Term"),
                .text("Lineage"),
            ], rows: rows, empty: "It has no columns.", hidesCaption: true)
        let count = Figures.count(detail.columns.count, "column")
        return HTML.section(
            "columns-of", "Columns",
            about: "\(count), schema version \(detail.schemaVersion). What is personal or sensitive is masked unless a grant opens it.",
            "\(table)")
    }

    private static func name(_ column: ColumnSummary) -> HTML {
        let subject: HTML? = column.subject ? " \(HTML.tag("subject"))" : nil
        return "<span id=\"column-\(column.name)\">\(HTML.code(column.name))</span>\(subject)"
    }
}
