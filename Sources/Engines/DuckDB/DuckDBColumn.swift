/// One column of a result.
package struct DuckDBColumn: Sendable {
    package var name: String
    package var type: DuckDBType
    /// As DuckDB writes it: `DECIMAL(9,2)`.
    package var typeName: String
}

extension DuckDBColumn {
    init(name: String, _ type: LogicalType) {
        self.init(name: name, type: DuckDBType(type), typeName: LogicalTypeName.of(type))
    }
}
