/// Rows of somebody's data as a table.
enum RowsTable {
    /// Characters of one value; an export has all of them.
    private static let mostCharacters = 500

    /// - Parameter isNumbered: rows have numbers before them, which is what a query's rows are called by.
    static func table(
        _ name: String, _ caption: String, _ rows: QueryRows, empty: HTML, note: HTML? = nil, isNumbered: Bool = true
    ) -> DataTable {
        let own = rows.columns.map { column in DataTable.Column(column.name, isNumber: column.isNumber) }
        let number: [DataTable.Column] = isNumbered ? [.number("Row")] : []
        let cells = rows.rows.enumerated().map { index, row -> [Cell] in
            let first: [Cell] = isNumbered ? [Cell("\(index + 1)", value: String(index + 1))] : []
            return first + row.map { cell($0) }
        }
        return DataTable(name, caption, columns: number + own, rows: cells, empty: empty, hidesCaption: true, note: note)
    }

    static func cell(_ value: String?) -> Cell {
        guard let value else { return Cell("<span class=\"null\">null</span>", value: "") }
        if value == QueryRows.mask { return Cell("<span class=\"masked\">\(value)</span>", value: value) }
        if value.isEmpty { return Cell("<span class=\"null\">empty text</span>", value: "") }
        guard value.count > 24 else { return Cell("<bdi>\(value)</bdi>", value: value) }
        let shown = value.count > mostCharacters ? String(value.prefix(mostCharacters)) + "…" : value
        return Cell("<bdi class=\"value\">\(shown)</bdi>", value: value)
    }
}
