import BasinCore

/// The view through which SQL reads an input: its columns, found in the files by field id.
enum InputView {
    static func sql(_ input: WorkInput) throws -> String {
        let columns = input.columns
        guard !columns.isEmpty, Set(columns.map(\.id)).count == columns.count, columns.allSatisfy({ $0.id > 0 }) else {
            throw BasinError(
                .system,
                "The dataset \(input.name) has columns without field ids of their own; apply its definition again.")
        }
        let names = columns.map(\.name.sqlIdentifier).joined(separator: ", ")
        return "CREATE VIEW \(input.name.sqlIdentifier) AS SELECT \(names) FROM "
            + (input.files.isEmpty ? nothing(columns) : scan(input))
    }

    private static func scan(_ input: WorkInput) -> String {
        let paths = input.files.map(\.sqlLiteral).joined(separator: ",")
        let schema = input.columns.map {
            "\($0.id): {name: \($0.name.sqlLiteral), type: \($0.type.duckDBName.sqlLiteral), default_value: NULL}"
        }.joined(separator: ", ")
        return "read_parquet([\(paths)], schema = MAP {\(schema)}, hive_partitioning = false)"
    }

    private static func nothing(_ columns: [Column]) -> String {
        let typed = columns.map { "NULL::\($0.type.duckDBName) AS \($0.name.sqlIdentifier)" }.joined(separator: ", ")
        return "(SELECT \(typed) WHERE false)"
    }
}
