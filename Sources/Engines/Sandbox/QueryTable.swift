import BasinCore

/// One dataset of a query: its columns and the files of its current revisions.
package struct QueryTable: Sendable {
    package var name: String
    package var columns: [QueryColumn]
    /// Absolute paths. None: an empty dataset with the right types.
    package var files: [String]

    package init(name: String, columns: [QueryColumn], files: [String]) {
        self.name = name
        self.columns = columns
        self.files = files
    }

    /// The view that stands for the dataset. Columns are found by field id, so that renamed, added and widened ones come
    /// out right from old files; fields inside structs are found by name. No other column of a file can be named.
    func viewSQL() throws -> String {
        guard !columns.isEmpty, Set(columns.map(\.id)).count == columns.count, columns.allSatisfy({ $0.id > 0 }) else {
            throw BasinError(.system, "The dataset \(name) has columns without field ids of their own; apply its definition again.")
        }
        return "CREATE VIEW \(name.sqlIdentifier) AS \(selectSQL)"
    }

    /// What the view selects: SQL of our own may stand on it without a view. The table must have columns.
    package var selectSQL: String {
        let shown = columns.map(Self.shown).joined(separator: ", ")
        return "SELECT \(shown) FROM \(files.isEmpty ? nothing : scan)"
    }

    private static func shown(_ column: QueryColumn) -> String {
        let name = column.name.sqlIdentifier
        return column.isSealed ? "CASE WHEN \(name) IS NOT NULL THEN \(QueryColumn.mask.sqlLiteral) END AS \(name)" : name
    }

    private var scan: String {
        let paths = files.map(\.sqlLiteral).joined(separator: ",")
        let schema = columns.map {
            "\($0.id): {name: \($0.name.sqlLiteral), type: \($0.storedType.duckDBName.sqlLiteral), default_value: NULL}"
        }.joined(separator: ", ")
        return "read_parquet([\(paths)], schema = MAP {\(schema)}, hive_partitioning = false)"
    }

    private var nothing: String {
        let typed = columns.map { "NULL::\($0.storedType.duckDBName) AS \($0.name.sqlIdentifier)" }.joined(separator: ", ")
        return "(SELECT \(typed) WHERE false)"
    }
}
