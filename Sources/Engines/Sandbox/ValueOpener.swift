import BasinCore
import CDuckDB

/// Opens sealed values of one table in a sandbox: a function of its instance, which only views of ours can call.
package final class ValueOpener: Sendable {
    /// What one thread opens values with: the text of a sealed value; nil where its key was destroyed.
    package typealias Open = (UnsafeRawBufferPointer) throws -> [UInt8]?

    /// Begins with an underscore, as no function does that people may call.
    let functionName: String
    private let make: @Sendable () throws -> Open

    /// - Parameters:
    ///   - number: which no other opener of the sandbox has.
    ///   - make: makes what opens values, for one thread at a time; called for each two thousand values.
    package init(number: UInt32, make: @escaping @Sendable () throws -> Open) {
        functionName = "_open_\(number)"
        self.make = make
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
        let open = try make()
        for row in 0..<chunk.rowCount {
            if let sealed = chunk.bytes(column: 0, row: row), let text = try open(sealed) {
                text.withUnsafeBufferPointer { bytes in
                    bytes.withMemoryRebound(to: CChar.self) {
                        duckdb_vector_assign_string_element_len(output, idx_t(row), $0.baseAddress, idx_t($0.count))
                    }
                }
            } else {
                duckdb_vector_ensure_validity_writable(output)
                duckdb_validity_set_row_invalid(duckdb_vector_get_validity(output), idx_t(row))
            }
        }
    }
}
