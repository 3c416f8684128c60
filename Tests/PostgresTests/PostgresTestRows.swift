import BasinPostgres
import NIOCore

/// Rows of text as they come from a query.
enum PostgresTestRows {
    static func piece(_ rows: [[String?]]) -> ByteBuffer {
        var data = DataRows()
        for row in rows {
            data.beginRow(columns: row.count)
            for cell in row {
                if var cell { cell.withUTF8 { data.append(UnsafeRawBufferPointer($0)) } } else { data.append(nil) }
            }
            data.endRow()
        }
        return data.buffer
    }
}
