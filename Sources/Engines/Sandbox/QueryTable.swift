import BasinCore

/// One dataset of a query: its columns and the files of its current revisions.
package struct QueryTable: Sendable {
    package var name: String
    package var columns: [QueryColumn]
    /// Absolute paths. None: an empty dataset with the right types.
    package var files: [String]
    /// Which rows are there for whoever asks: SQL conditions over the columns, of which one must be true. Nil: all.
    package var conditions: [String]?
    /// Opens the values of opened columns; without one they are masked.
    package var opener: ValueOpener?

    package init(name: String, columns: [QueryColumn], files: [String], conditions: [String]? = nil) {
        self.name = name
        self.columns = columns
        self.files = files
        self.conditions = conditions
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
        // Conditions may say whose column they mean.
        let source = "\(files.isEmpty ? nothing : scan) AS \(name.sqlIdentifier)"
        guard let conditions else { return "SELECT \(columns.map { self.shown($0) }.joined(separator: ", ")) FROM \(source)" }
        // The planner may try a person's condition before ours, and its failure would tell a value. So a row that is
        // not theirs has no values, whatever is asked of it first. Nor does a condition of ours fail: a row for which it
        // cannot be told is not theirs.
        let isTheirs =
            conditions.isEmpty
            ? "false" : conditions.map { "coalesce(TRY(CAST((\n\($0)\n) AS BOOLEAN)), false)" }.joined(separator: " OR ")
        let shown = columns.map { self.shown($0, if: Self.isTheirs) }.joined(separator: ", ")
        return "SELECT \(shown) FROM (SELECT *, (\(isTheirs)) AS \(Self.isTheirs) FROM \(source)) WHERE \(Self.isTheirs)"
    }

    /// No column of a dataset has an empty word in its name.
    private static let isTheirs = "\" is theirs\""

    private func shown(_ column: QueryColumn, if condition: String? = nil) -> String {
        let name = column.name.sqlIdentifier
        let value =
            if !column.isSealed {
                name
            } else if column.isOpened, let opener {
                "\(opener.functionName)(\(name))"
            } else {
                "CASE WHEN \(name) IS NOT NULL THEN \(Masking.text.sqlLiteral) END"
            }
        if let condition { return "CASE WHEN \(condition) THEN \(value) END AS \(name)" }
        return column.isSealed ? "\(value) AS \(name)" : name
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
