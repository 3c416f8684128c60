import BasinCore
import CDuckDB

/// Opens sealed values of one table in a sandbox: a function of its instance, which only views of ours can call.
package final class ValueOpener: Sendable {
    /// The texts of sealed values, as many and in the same order; null where a key was destroyed. Asked from any of a
    /// query's threads.
    package typealias Open = @Sendable (PackedValues) throws -> PackedValues

    /// Begins with an underscore, as no function does that people may call.
    let functionName: String
    private let texts: Open
    /// Sealed bytes that are handed on together: DuckDB asks for two thousand values at a time, and they may be long.
    private static let mostBytes = 1 << 20

    /// - Parameter number: which no other opener of the sandbox has.
    package init(number: UInt32, texts: @escaping Open) {
        functionName = "_open_\(number)"
        self.texts = texts
    }

    func register(in connection: DuckDBConnection) throws {
        var function = duckdb_create_scalar_function()
        defer { duckdb_destroy_scalar_function(&function) }
        var blob = duckdb_create_logical_type(DUCKDB_TYPE_BLOB)
        var text = duckdb_create_logical_type(DUCKDB_TYPE_VARCHAR)
        defer {
            duckdb_destroy_logical_type(&blob)
            duckdb_destroy_logical_type(&text)
        }
        duckdb_scalar_function_set_name(function, functionName)
        duckdb_scalar_function_add_parameter(function, blob)
        duckdb_scalar_function_set_return_type(function, text)
        duckdb_scalar_function_set_extra_info(function, Unmanaged.passRetained(self).toOpaque()) { pointer in
            if let pointer { Unmanaged<ValueOpener>.fromOpaque(pointer).release() }
        }
        duckdb_scalar_function_set_function(function) { info, input, output in
            guard let info, let input, let output, let pointer = duckdb_scalar_function_get_extra_info(info) else { return }
            let opener = Unmanaged<ValueOpener>.fromOpaque(pointer).takeUnretainedValue()
            do {
                try opener.open(DuckDBChunk(handle: input), into: output)
            } catch let error as BasinError {
                duckdb_scalar_function_set_error(info, error.message)
            } catch {
                duckdb_scalar_function_set_error(info, "A sealed value cannot be opened.")
            }
        }
        guard duckdb_register_scalar_function(connection.handle, function) == DuckDBSuccess else {
            throw BasinError(.system, "DuckDB does not take the function that opens sealed values.")
        }
    }

    private func open(_ chunk: DuckDBChunk, into output: duckdb_vector) throws {
        var values = PackedValues(), rows: [Int] = []
        for row in 0..<chunk.rowCount {
            guard let sealed = chunk.bytes(column: 0, row: row) else {
                Self.setNull(row, in: output)
                continue
            }
            values.append(sealed)
            rows.append(row)
            if values.bytes.count >= Self.mostBytes {
                try open(values, rows, into: output)
                (values, rows) = (PackedValues(), [])
            }
        }
        if !rows.isEmpty { try open(values, rows, into: output) }
    }

    private func open(_ values: PackedValues, _ rows: [Int], into output: duckdb_vector) throws {
        let opened = try texts(values)
        guard opened.count == rows.count else {
            throw BasinError(.system, "Of \(rows.count) sealed values, \(opened.count) came back.")
        }
        var next = 0
        try opened.forEach { text in
            let row = rows[next]
            next += 1
            guard let text else { return Self.setNull(row, in: output) }
            text.withUnsafeBufferPointer { bytes in
                bytes.withMemoryRebound(to: CChar.self) {
                    duckdb_vector_assign_string_element_len(output, idx_t(row), $0.baseAddress, idx_t($0.count))
                }
            }
        }
    }

    private static func setNull(_ row: Int, in output: duckdb_vector) {
        duckdb_vector_ensure_validity_writable(output)
        duckdb_validity_set_row_invalid(duckdb_vector_get_validity(output), idx_t(row))
    }
}
