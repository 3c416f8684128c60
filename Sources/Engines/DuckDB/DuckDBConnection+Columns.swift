import BasinCore
import CDuckDB

extension DuckDBConnection {
    /// The columns that a query with these values will have. Nothing of it is read: it is asked for no row.
    func columns(of sql: String, _ arguments: ArgumentValues) throws -> [DuckDBColumn] {
        try resultTypes(of: sql, arguments).map { DuckDBColumn(name: $0.name, $0.type) }
    }

    /// The same with types as DuckDB writes them.
    func columnNames(of sql: String, _ arguments: ArgumentValues?) throws -> [(name: String, type: String)] {
        try resultTypes(of: sql, arguments).map { ($0.name, LogicalTypeName.of($0.type)) }
    }

    /// What the places of a statement ask for, as DuckDB writes it; nil where any type may stand.
    func parameterNames(of sql: String) throws -> [String?] {
        try withPrepared(sql, errorCode: .query) { statement in
            (1..<(1 + duckdb_nparams(statement))).map { position in
                let type = LogicalType(duckdb_param_logical_type(statement, position))
                let id = withExtendedLifetime(type) { duckdb_get_type_id(type.handle) }
                return ArgumentType(place: id) == nil ? nil : LogicalTypeName.of(type)
            }
        }
    }

    /// Until its parameters have values, a statement does not say what it gives.
    func resultTypes(of sql: String, _ arguments: ArgumentValues?) throws -> [(name: String, type: LogicalType)] {
        try withPrepared(sql + " LIMIT 0", errorCode: .query) { statement in
            try arguments?.bind(to: statement)
            var result = duckdb_result()
            defer { duckdb_destroy_result(&result) }
            guard duckdb_execute_prepared(statement, &result) == DuckDBSuccess else {
                throw BasinError(.query, "DuckDB: " + (duckdb_result_error(&result).map { String(cString: $0) } ?? "failed"))
            }
            return (0..<duckdb_column_count(&result)).map { index in
                let name = duckdb_column_name(&result, index).map { String(cString: $0) } ?? ""
                return (name, LogicalType(duckdb_column_logical_type(&result, index)))
            }
        }
    }
}
