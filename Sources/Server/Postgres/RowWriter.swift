import BasinCore
import BasinEngines
import BasinPostgres
import NIOCore

/// Makes a result's text cells `DataRow` messages, and hands on pieces of about 64 KiB that end with a whole row.
struct RowWriter {
    private let put: ([UInt8]) throws -> Void
    private var rows = DataRows()
    private static let pieceBytes = 65_536
    /// Of one row with the short ones before it: a message of PostgreSQL's has less than 2 GiB, and a few pieces wait in
    /// memory.
    private static let mostBytes = 32 << 20

    init(_ put: @escaping ([UInt8]) throws -> Void) { self.put = put }

    mutating func append(_ chunk: DuckDBChunk, columns: Int) throws {
        for row in 0..<chunk.rowCount {
            rows.beginRow(columns: columns)
            for column in 0..<columns {
                let cell = chunk.bytes(column: column, row: row)
                guard rows.buffer.readableBytes + (cell?.count ?? 0) <= Self.mostBytes else {
                    throw BasinError(
                        .query, "A row of the result is larger than \(Self.mostBytes >> 20) MiB; ask for less of it.")
                }
                rows.append(cell)
            }
            rows.endRow()
            if rows.buffer.readableBytes >= Self.pieceBytes { try put(rows.take()) }
        }
    }

    mutating func finish() throws {
        if rows.buffer.readableBytes > 0 { try put(rows.take()) }
    }
}
