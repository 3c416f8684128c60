package import NIOCore

/// The rows of a statement on their way.
package struct PostgresRows: Sendable {
    package var columns: [ResultColumn]
    /// The next whole `DataRow` messages in text form; nil at the end. One caller at a time, whose cancellation ends
    /// the query.
    package var next: @Sendable () async throws -> ByteBuffer?

    package init(columns: [ResultColumn], next: @escaping @Sendable () async throws -> ByteBuffer?) {
        self.columns = columns
        self.next = next
    }

    /// Rows that are there already.
    package init(columns: [ResultColumn], rows: [[String?]]) {
        var data = DataRows()
        for row in rows {
            data.beginRow(columns: row.count)
            for cell in row {
                if var cell { cell.withUTF8 { data.append(UnsafeRawBufferPointer($0)) } } else { data.append(nil) }
            }
            data.endRow()
        }
        let once = Once(data.buffer)
        self.init(columns: columns) { once.take() }
    }
}
