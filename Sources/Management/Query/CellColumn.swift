import BasinCore
import BasinEngines

/// A column of a result whose cells are to become text.
package struct CellColumn: Sendable {
    package var name: String
    /// As DuckDB writes it: `DECIMAL(9,2)`.
    package var typeName: String
    /// SQL for a value, in DuckDB's own type.
    package var value: String
    /// SQL for a value as JSON text.
    package var json: String

    init(_ column: DuckDBColumn) {
        name = column.name
        typeName = column.typeName
        value = column.name.sqlIdentifier
        json = CellText.json(column.name.sqlIdentifier, column.type)
    }
}
