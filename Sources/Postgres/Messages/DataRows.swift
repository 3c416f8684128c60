package import NIOCore

/// Rows as `DataRow` messages in text form, made a row at a time where the rows are, and cut or translated where they
/// leave.
package struct DataRows: Sendable {
    package private(set) var buffer = ByteBuffer()
    private var start = 0

    package init() {}

    /// Begins a row of so many cells.
    package mutating func beginRow(columns: Int) {
        buffer.writeInteger(UInt8(ascii: "D"))
        start = buffer.writerIndex
        buffer.writeInteger(Int32(0))
        buffer.writeInteger(UInt16(clamping: columns))
    }

    /// The next cell's text; nil is null.
    package mutating func append(_ cell: UnsafeRawBufferPointer?) {
        guard let cell else {
            buffer.writeInteger(Int32(-1))
            return
        }
        buffer.writeInteger(Int32(clamping: cell.count))
        buffer.writeBytes(cell)
    }

    package mutating func endRow() { buffer.setInteger(Int32(buffer.writerIndex - start), at: start) }

    /// What was written so far, of which nothing is kept.
    package mutating func take() -> [UInt8] {
        defer { buffer.clear() }
        return Array(buffer.readableBytesView)
    }

    /// Takes at most `most` whole rows from the front of a piece.
    package static func split(_ piece: inout ByteBuffer, most: Int) -> (rows: ByteBuffer, count: Int) {
        var (end, count) = (piece.readerIndex, 0)
        while count < most, let length = piece.getInteger(at: end + 1, as: Int32.self) {
            end += 1 + Int(length)
            count += 1
        }
        return (piece.readSlice(length: min(end - piece.readerIndex, piece.readableBytes)) ?? ByteBuffer(), count)
    }

    /// The same rows with the cells of some columns in binary form. Values without one stay text: they are of a type
    /// whose binary form is its text.
    package static func binary(_ rows: ByteBuffer, _ columns: [ResultColumn], _ areBinary: [Bool]) throws -> ByteBuffer
    {
        guard areBinary.contains(true) else { return rows }
        var (rows, result) = (rows, ByteBuffer())
        result.reserveCapacity(rows.readableBytes)
        while rows.readInteger(as: UInt8.self) != nil {
            _ = rows.readInteger(as: Int32.self)
            let start = result.writerIndex + 1
            result.writeInteger(UInt8(ascii: "D"))
            result.writeInteger(Int32(0))
            result.writeInteger(rows.readInteger(as: UInt16.self) ?? 0)
            for (column, isBinary) in zip(columns, areBinary) {
                let length = Int(rows.readInteger(as: Int32.self) ?? -1)
                guard length >= 0, let cell = rows.readSlice(length: length) else {
                    result.writeInteger(Int32(-1))
                    continue
                }
                let bytes = isBinary ? try BinaryFormat.encode(cell.readableBytesView, column.type) : nil
                result.writeInteger(Int32(bytes?.count ?? length))
                if let bytes { result.writeBytes(bytes) } else { result.writeImmutableBuffer(cell) }
            }
            result.setInteger(Int32(result.writerIndex - start), at: start)
        }
        return result
    }
}
