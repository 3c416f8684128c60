import BasinEngines
package import BasinManagement

extension RowForm {
    /// A line a row, with a bar before each cell, which is a zero byte where it is null: what rows are for the tests of query workers.
    package static let lines = RowForm(
        cell: { "CAST(\($0.value) AS VARCHAR)" },
        writer: { columns, put in
            Writer(
                append: { chunk in
                    var text: [UInt8] = []
                    for row in 0..<chunk.rowCount {
                        for column in 0..<columns {
                            text.append(UInt8(ascii: "|"))
                            if let cell = chunk.bytes(column: column, row: row) { text += cell } else { text.append(0) }
                        }
                        text.append(UInt8(ascii: "\n"))
                    }
                    try put(text)
                }, finish: {})
        })
}
