import BasinCore
import CDuckDB

#if canImport(Glibc)
    import Glibc
#elseif canImport(Darwin)
    import Darwin
#endif

/// Reads a Parquet file that arrives as bytes. It needs to be read from its end, and must not lie on disk in clear: it
/// is kept in anonymous memory, two gigabytes at most.
package final class ParquetRecords {
    static let maximumBytes = 2 << 30
    private let descriptor: Int32
    private var byteCount = 0

    package init() throws {
        descriptor = basin_memory_file("basin-import")
        guard descriptor >= 0 else {
            throw BasinError(.system, "There is no memory for the Parquet file; convert it to NDJSON, which is read as it comes.")
        }
    }

    deinit { close(descriptor) }

    package func append(_ bytes: [UInt8]) throws {
        byteCount += bytes.count
        guard byteCount <= Self.maximumBytes else {
            throw BasinError(.tooLarge, "A Parquet file of more than 2 GB cannot be imported in one piece; split it.")
        }
        try bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = write(descriptor, buffer.baseAddress! + done, buffer.count - done)
                guard count > 0 else { throw BasinError(.unavailable, "There is not enough memory for the Parquet file; split it.") }
                done += count
            }
        }
    }

    /// Hands out the rows as NDJSON, a chunk at a time; timestamps as RFC 3339.
    /// - Throws: `.invalid` when the bytes are no whole Parquet file, and what `body` throws.
    package func forEachChunk(_ body: ([UInt8]) throws -> Void) throws {
        guard isFramed else {
            throw BasinError(
                .invalid, "The file is no whole Parquet file: it does not begin and end with PAR1. It may be cut short; copy it again.")
        }
        let path = "/proc/self/fd/\(descriptor)"
        do {
            try forEachChunk(of: path, body)
        } catch let error as BasinError where error.message.contains(path) {
            throw BasinError(.invalid, error.message.replacing("\"\(path)\"", with: "it").replacing(path, with: "the file"))
        } catch let error as BasinError where error.message.hasPrefix("DuckDB: ") {
            throw BasinError(.invalid, "The Parquet file cannot be read; it may be damaged. " + error.message)
        }
    }

    private var isFramed: Bool {
        var ends = [UInt8](repeating: 0, count: 8)
        let isRead = ends.withUnsafeMutableBytes { ends in
            guard byteCount >= 12, let base = ends.baseAddress else { return false }
            return pread(descriptor, base, 4, 0) == 4 && pread(descriptor, base + 4, 4, off_t(byteCount - 4)) == 4
        }
        return isRead && ends.elementsEqual("PAR1PAR1".utf8)
    }

    private func forEachChunk(of path: String, _ body: ([UInt8]) throws -> Void) throws {
        let connection = try DuckDB().connect()
        let source = "read_parquet(\(path.sqlLiteral))"
        var members: [String] = []
        try connection.query("SELECT column_name, column_type FROM (DESCRIBE SELECT * FROM \(source))", errorCode: .invalid)
            .forEachChunk { chunk in
                for row in 0..<chunk.rowCount {
                    guard let name = chunk.string(column: 0, row: row), let type = chunk.string(column: 1, row: row) else { continue }
                    let value =
                        type.hasPrefix("TIMESTAMP")
                        ? "strftime(\(name.sqlIdentifier)::TIMESTAMPTZ, '%Y-%m-%dT%H:%M:%S.%fZ')" : name.sqlIdentifier
                    members.append("\(name.sqlIdentifier) := \(value)")
                }
            }
        let sql = "SELECT to_json(struct_pack(\(members.joined(separator: ", "))))::VARCHAR FROM \(source)"
        try connection.stream(sql, errorCode: .invalid) { chunk in
            var lines: [UInt8] = []
            for row in 0..<chunk.rowCount {
                if let bytes = chunk.bytes(column: 0, row: row) { lines.append(contentsOf: bytes) }
                lines.append(UInt8(ascii: "\n"))
            }
            try body(lines)
        }
    }
}
