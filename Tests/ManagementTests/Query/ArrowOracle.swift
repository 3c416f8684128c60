import Foundation

/// Another program's reading of an Arrow stream: pyarrow, beside DuckDB's own answer to the same SQL.
enum ArrowOracle {
    struct Answer: Decodable, Equatable {
        var rows: Int
        var schema: Bool
        var values: Bool
        var difference: String?
    }

    static let missing = "needs Python with pyarrow and duckdb: set BASIN_TEST_PYTHON or run `make test`"

    /// `BASIN_TEST_PYTHON`, else `.venv/bin/python` at the package's root; nil when neither has the packages.
    static let python: String? = {
        let candidates = [ProcessInfo.processInfo.environment["BASIN_TEST_PYTHON"], root + "/.venv/bin/python"]
        return candidates.compactMap(\.self).first { python in
            FileManager.default.isExecutableFile(atPath: python) && (try? run(python, ["-c", "import pyarrow, duckdb"])) != nil
        }
    }()

    private static let root = String(#filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(4).joined(separator: "/"))

    static func read(_ stream: [UInt8], _ sql: String) throws -> Answer {
        let file = NSTemporaryDirectory() + UUID().uuidString + ".arrow"
        try Data(stream).write(to: URL(fileURLWithPath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let output = try run(python ?? "python3", [root + "/Tests/Oracles/arrow_query.py", file, sql])
        return try JSONDecoder().decode(Answer.self, from: output)
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> Data {
        let path = NSTemporaryDirectory() + UUID().uuidString + ".out"
        _ = FileManager.default.createFile(atPath: path, contents: nil)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.standardOutput = FileHandle(forWritingAtPath: path)
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.executableLoad) }
        return try Data(contentsOf: URL(fileURLWithPath: path))
    }
}
