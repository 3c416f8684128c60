import CDuckDB

/// Where the cells of one column of a chunk are written. Plain pointers, so that a row costs stores and no calls.
package struct ColumnVector {
    /// Cells of fixed width: 1, 4, 8 or 16 bytes a row; strings are 16 bytes.
    package var data: UnsafeMutableRawPointer
    /// One bit a row, set when the cell is there.
    package var validity: UnsafeMutablePointer<UInt64>
    /// Of a struct: one vector a field. Of a list: the one vector of its elements.
    package var children: [ColumnVector] = []
    let handle: duckdb_vector

    /// Most bytes that fit into a string cell itself; longer strings are referenced and must live until the append.
    package static let inlineStringBytes = 12

    init(_ handle: duckdb_vector) {
        self.handle = handle
        var type: duckdb_logical_type? = duckdb_vector_get_column_type(handle)
        defer { duckdb_destroy_logical_type(&type) }
        duckdb_vector_ensure_validity_writable(handle)
        data = duckdb_vector_get_data(handle) ?? UnsafeMutableRawPointer(handle)
        validity = duckdb_vector_get_validity(handle)
        switch duckdb_get_type_id(type) {
        case DUCKDB_TYPE_LIST:
            children = [ColumnVector(duckdb_list_vector_get_child(handle))]
        case DUCKDB_TYPE_STRUCT:
            children = (0..<duckdb_struct_type_child_count(type)).map {
                ColumnVector(duckdb_struct_vector_get_child(handle, $0))
            }
        default: break
        }
    }

    @inlinable package func setNull(_ row: Int) { validity[row >> 6] &= ~(1 << UInt64(row & 63)) }
    @inlinable package func setValid(_ row: Int) { validity[row >> 6] |= 1 << UInt64(row & 63) }

    @inlinable package func set<Value: BitwiseCopyable>(_ row: Int, _ value: Value) {
        data.storeBytes(of: value, toByteOffset: row &* MemoryLayout<Value>.size, as: Value.self)
    }

    /// A string or blob cell: `duckdb_string_t`.
    @inlinable package func setString(_ row: Int, _ bytes: UnsafeRawPointer, count: Int) {
        let cell = data + row &* 16
        cell.storeBytes(of: UInt32(truncatingIfNeeded: count), as: UInt32.self)
        if count <= Self.inlineStringBytes {
            cell.storeBytes(of: 0, toByteOffset: 4, as: UInt32.self)
            cell.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
            (cell + 4).copyMemory(from: bytes, byteCount: count)
        } else {
            (cell + 4).copyMemory(from: bytes, byteCount: 4)
            cell.storeBytes(of: UInt(bitPattern: bytes), toByteOffset: 8, as: UInt.self)
        }
    }

    /// A list cell: elements `offset ..< offset + count` of the child. The child must have room: `appendElements`.
    package func setList(_ row: Int, offset: Int, count: Int) {
        set(row &* 2, UInt64(offset))
        set(row &* 2 &+ 1, UInt64(count))
    }

    /// How many elements the list vector holds so far.
    package var elementCount: Int { Int(duckdb_list_vector_get_size(handle)) }

    /// Makes room for elements and moves on; returns the child, whose pointers may have changed.
    package mutating func appendElements(_ count: Int) -> ColumnVector {
        let total = duckdb_list_vector_get_size(handle) + idx_t(count)
        duckdb_list_vector_reserve(handle, total)
        duckdb_list_vector_set_size(handle, total)
        children[0] = ColumnVector(duckdb_list_vector_get_child(handle))
        return children[0]
    }
}
