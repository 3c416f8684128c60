import BasinManagement
import BasinPostgres

extension RowForm {
    /// `DataRow` messages.
    static let postgres = RowForm(
        cell: { TypeText.sql($0.value, duckDB: $0.typeName, json: $0.json) },
        writer: { columns, put in
            var writer = RowWriter(put)
            return Writer(append: { try writer.append($0, columns: columns) }, finish: { try writer.finish() })
        })
}
