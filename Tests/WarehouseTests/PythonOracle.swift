import BasinCore
import Foundation

/// PyIceberg and DuckDB in Python, as independent readers of what Basin writes.
enum PythonOracle {
    /// `BASIN_TEST_PYTHON`, else `.venv/bin/python` at the package's root; nil when neither has PyIceberg and DuckDB.
    static let python: String? = {
        let candidates = [ProcessInfo.processInfo.environment["BASIN_TEST_PYTHON"], packageRoot + "/.venv/bin/python"]
        guard let python = candidates.compactMap({ $0 }).first(where: FileManager.default.isExecutableFile) else {
            return nil
        }
        let modules = "import duckdb, pyiceberg.table, pyarrow, duckdb_extension_iceberg, duckdb_extension_avro"
        return (try? run(python, ["-c", modules])) == nil ? nil : python
    }()

    static let missing: String =
        "needs Python with PyIceberg and DuckDB: set BASIN_TEST_PYTHON or run `make test`, which makes .venv"

    struct WrittenFile: Decodable {
        var path: String
        var rows: Int64
        var bytes: Int64
    }

    struct Reading: Decodable {
        struct Reader: Decodable {
            var rows: Int
            var data: [[String]]
        }
        struct Detailed: Decodable {
            var rows: Int
            var data: [[String]]
            /// What a scan without a filter reads, and with the query's filter.
            var files: [String]
            var pruned: [String]
            var snapshots: Int
            var history: Int
            var operations: [String]
            var entries: [[Int]]
            var schema: String
        }
        var pyiceberg: Detailed
        var duckdb: Reader
    }

    struct NewFile: Encodable {
        var path: String
        var sql: String
        /// DuckDB's FIELD_IDS struct; nil for a file without field ids.
        var fieldIDs: String?

        private enum CodingKeys: String, CodingKey {
            case path, sql
            case fieldIDs = "field_ids"
        }
    }

    /// Writes Parquet files.
    static func write(_ files: [NewFile], in folder: TemporaryFolder) throws -> [WrittenFile] {
        try ask("iceberg_write.py", ["files": files], folder)
    }

    struct Query: Encodable {
        var metadata: String
        var columns: [String]
        /// For PyIceberg.
        var filter: String?
        /// For DuckDB.
        var sqlFilter: String?

        private enum CodingKeys: String, CodingKey {
            case metadata, columns, filter
            case sqlFilter = "sql_filter"
        }
    }

    /// Reads several tables, or versions of one, in one run of Python.
    static func read(_ queries: [Query], in folder: TemporaryFolder) throws -> [Reading] {
        try ask("iceberg_read.py", queries, folder)
    }

    private static func ask<Answer: Decodable>(_ script: String, _ question: some Encodable, _ folder: TemporaryFolder)
        throws -> Answer
    {
        let file = folder.path + "/\(UUID().uuidString).json"
        try JSONEncoder().encode(question).write(to: URL(fileURLWithPath: file))
        let output = try run(python ?? "", [packageRoot + "/Tests/Oracles/" + script, file])
        return try JSONDecoder().decode(Answer.self, from: output)
    }

    private static let packageRoot: String = {
        var url = URL(fileURLWithPath: #filePath)
        for _ in 0..<3 { url.deleteLastPathComponent() }
        return url.path
    }()

    private static func run(_ program: String, _ arguments: [String]) throws -> Data {
        let process = Process()
        let output = Pipe()
        let errors = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = errors
        try process.run()
        // The scripts say little on either, so neither pipe fills while the other is read.
        let answer = output.fileHandleForReading.readDataToEndOfFile()
        let complaint = errors.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else {
            throw BasinError(.system, "\(arguments): " + String(decoding: complaint.suffix(3000), as: UTF8.self))
        }
        return answer
    }
}
