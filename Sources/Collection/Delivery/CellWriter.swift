import BasinCore
import BasinEngines

/// Writes encoded values into the cells of a column.
enum CellWriter {
    /// Moves one value from the cursor into the cell.
    static func write(
        _ type: FieldType, from cursor: inout FieldCursor, to vector: inout ColumnVector, row: Int
    ) throws {
        switch type {
        case .bool: vector.set(row, try cursor.take(1).load(as: UInt8.self))
        case .int32, .float, .date: vector.set(row, try cursor.take(4).loadUnaligned(as: UInt32.self))
        case .int64, .double, .timestamp: vector.set(row, try cursor.take(8).loadUnaligned(as: UInt64.self))
        case .decimal(let precision, _):
            let value = try cursor.take(16).loadUnaligned(as: Int128.self)
            switch precision {
            case ...4: vector.set(row, Int16(truncatingIfNeeded: value))
            case ...9: vector.set(row, Int32(truncatingIfNeeded: value))
            case ...18: vector.set(row, Int64(truncatingIfNeeded: value))
            default: vector.set(row, value)
            }
        case .uuid:
            // DuckDB keeps a UUID as a signed 128-bit number in text order, its first bit flipped.
            let bytes = try cursor.take(16)
            let high = UInt64(bigEndian: bytes.loadUnaligned(as: UInt64.self)) ^ (1 << 63)
            let low = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self))
            vector.set(row * 2, low)
            vector.set(row * 2 + 1, high)
        case .string, .json, .binary:
            let bytes = try cursor.takeBytes()
            vector.setString(row, bytes.baseAddress ?? UnsafeRawPointer(bitPattern: 1)!, count: bytes.count)
        case .list(let element, _):
            let count = Int(try cursor.take(4).loadUnaligned(as: UInt32.self))
            let present = try cursor.take((count + 7) / 8)
            let offset = vector.elementCount
            var child = vector.appendElements(count)
            vector.setList(row, offset: offset, count: count)
            for index in 0..<count {
                if FieldCursor.isPresent(present, index) {
                    child.setValid(offset + index)
                    try write(element, from: &cursor, to: &child, row: offset + index)
                } else {
                    setNull(element, &child, offset + index)
                }
            }
        case .structure(let fields):
            let present = try cursor.take((fields.count + 7) / 8)
            for (index, field) in fields.enumerated() {
                if FieldCursor.isPresent(present, index) {
                    vector.children[index].setValid(row)
                    try write(field.type, from: &cursor, to: &vector.children[index], row: row)
                } else {
                    setNull(field.type, &vector.children[index], row)
                }
            }
        }
    }

    /// A null in a struct is null in its fields too, as DuckDB wants it; a null list has no elements.
    static func setNull(_ type: FieldType, _ vector: inout ColumnVector, _ row: Int) {
        vector.setNull(row)
        switch type {
        case .list: vector.setList(row, offset: 0, count: 0)
        case .structure(let fields):
            for (index, field) in fields.enumerated() { setNull(field.type, &vector.children[index], row) }
        default: break
        }
    }
}
