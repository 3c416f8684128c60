import BasinCore
import BasinEngines
import Foundation
import Testing

/// The second wall, without the first: hostile SQL that no check has seen.
@Suite("A sandbox holds even what was not checked")
final class QuerySandboxTests {
    private let folder: String
    private let table: QueryTable

    init() throws {
        folder = NSTemporaryDirectory() + "basin-sandbox-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let connection = try DuckDB().connect()
        for name in ["mine", "other"] {
            try connection.execute("COPY (SELECT '\(name)' AS a) TO '\(folder)/\(name).parquet' (FORMAT parquet, FIELD_IDS {a: 1})")
        }
        try Data("secret".utf8).write(to: URL(fileURLWithPath: folder + "/secret.txt"))
        table = QueryTable(name: "mine", columns: [QueryColumn(name: "a", type: .string, id: 1)], files: ["\(folder)/mine.parquet"])
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func sandbox() throws -> QuerySandbox { try QuerySandbox(tables: [table], pseudonyms: [:], limits: QueryLimits()) }

    @Test("its own dataset can be read")
    func own() throws {
        #expect(try sandbox().connection.query("SELECT count(*) FROM mine WHERE a = 'mine'").integer() == 1)
    }

    @Test("another file cannot be read, nothing can be written, attached, loaded or set", arguments: [
        "FROM 'DIR/other.parquet'", "FROM read_parquet('DIR/other.parquet')", "FROM read_parquet('DIR/*.parquet')",
        "FROM read_parquet(['DIR/mine.parquet', 'DIR/other.parquet'])", "FROM read_text('DIR/secret.txt')", "FROM read_blob('DIR/secret.txt')",
        "FROM read_csv('DIR/secret.txt')", "FROM read_json('DIR/secret.txt')", "FROM read_text('/etc/passwd')", "FROM sniff_csv('/etc/passwd')",
        "FROM read_text('file:///etc/passwd')", "FROM read_text('/proc/self/environ')", "FROM read_text('DIR/mine.parquet/../secret.txt')",
        "FROM read_text('DIR/./secret.txt')", "FROM glob('DIR/*')", "FROM glob('/*')", "FROM parquet_metadata('DIR/other.parquet')",
        "FROM parquet_schema('DIR/other.parquet')", "FROM query('FROM read_text(''DIR/secret.txt'')')", "FROM 'https://example.com/a.parquet'",
        "FROM 's3://bucket/a.parquet'", "FROM read_duckdb('DIR/x.db')", "COPY mine TO 'DIR/out.csv'", "COPY (SELECT 1) TO 'DIR/out.parquet'",
        "COPY mine TO '/dev/stdout'", "COPY mine TO 'DIR/secret.txt'", "EXPORT DATABASE 'DIR/export'", "IMPORT DATABASE 'DIR'",
        "ATTACH 'DIR/x.db'", "ATTACH 'DIR/x.db' (READ_ONLY)", "INSTALL httpfs", "LOAD httpfs", "LOAD 'DIR/x.duckdb_extension'",
        "CREATE SECRET s (TYPE s3, KEY_ID 'a', SECRET 'b')", "SET threads = 64", "SET memory_limit = '1TB'", "SET enable_external_access = true",
        "RESET enable_external_access", "SET GLOBAL allowed_paths = ['/etc/passwd']", "SET allowed_directories = ['/']", "RESET allowed_paths",
        "SET lock_configuration = false", "RESET lock_configuration", "SET temp_directory = 'DIR'", "SET TimeZone = 'Europe/Stockholm'",
        "SET autoload_known_extensions = true", "SET allow_unsigned_extensions = true", "SET custom_extension_repository = 'http://x'",
        "SET profiling_output = 'DIR/p.json'", "PRAGMA profiling_output = 'DIR/p.json'", "SET log_query_path = 'DIR/log'",
        "SET secret_directory = 'DIR'", "SET home_directory = 'DIR'", "SET search_path = 'x'", "SELECT getenv('HOME')",
    ])
    func hostile(_ sql: String) throws {
        let sandbox = try sandbox(), sql = sql.replacingOccurrences(of: "DIR", with: folder)
        let before = try FileManager.default.contentsOfDirectory(atPath: folder).sorted()
        #expect(throws: BasinError.self) { try sandbox.connection.execute(sql) }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).sorted() == before)
        #expect(try String(contentsOfFile: folder + "/secret.txt", encoding: .utf8) == "secret")
    }

    @Test("SQL is taken in only as one SELECT, so its own files cannot be overwritten either", arguments: [
        "COPY (SELECT 1 AS a) TO 'DIR/mine.parquet' (USE_TMP_FILE false)", "SELECT 1; COPY (SELECT 1 AS a) TO 'DIR/mine.parquet' (USE_TMP_FILE false)",
        "SELECT 1; DROP VIEW mine", "ATTACH ':memory:' AS m", "SET VARIABLE x = 1", "PRAGMA enable_profiling", "CREATE TABLE t AS SELECT 1",
        "EXPLAIN SELECT 1", "CALL enable_logging(storage = 'file', storage_path = 'DIR/log')", "INSERT INTO mine VALUES (1)", "BEGIN", "CHECKPOINT", "FROM 'DIR/other.parquet'",
        "FROM read_text('DIR/secret.txt')", "FROM query('FROM ''DIR/other.parquet''')", "SELECT $1", "",
    ])
    func oneSelect(_ sql: String) throws {
        let sandbox = try sandbox(), path = folder + "/mine.parquet"
        let before = try Data(contentsOf: URL(fileURLWithPath: path))
        let error = #expect(throws: BasinError.self) { try sandbox.take(sql.replacingOccurrences(of: "DIR", with: self.folder)) }
        #expect(error?.code == .query)
        #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == before)
        #expect(try sandbox.connection.query("SELECT count(*) FROM mine").integer() == 1)
    }

    @Test("only the one output file can be written, and it is written in place")
    func output() throws {
        let path = folder + "/out.parquet"
        let sandbox = try QuerySandbox(tables: [table], pseudonyms: [:], limits: QueryLimits(), output: path)
        try sandbox.take("FROM mine")
        for other in ["/other.parquet", "/out.parquet.x", "/tmp_out.parquet", "/sub/out.parquet"] {
            #expect(throws: BasinError.self) { try sandbox.connection.execute("COPY (FROM _query) TO '\(self.folder)\(other)' (USE_TMP_FILE false)") }
        }
        try sandbox.connection.execute("COPY (FROM _query) TO '\(path)' (FORMAT parquet, USE_TMP_FILE false)")
        #expect(FileManager.default.fileExists(atPath: path))
    }

    @Test("names and paths with quotes in them stay names and paths")
    func quotes() throws {
        let odd = folder + "/it's \"odd\"; DROP VIEW x.parquet"
        try FileManager.default.copyItem(atPath: folder + "/mine.parquet", toPath: odd)
        let table = QueryTable(
            name: "order", columns: [QueryColumn(name: "select\"'", type: .string, id: 1)], files: [odd])
        let sandbox = try QuerySandbox(tables: [table], pseudonyms: ["a'b": "c'd", "x": nil], limits: QueryLimits())
        #expect(try sandbox.connection.query("SELECT count(\"select\"\"'\") FROM \"order\"").integer() == 1)
        #expect(try sandbox.connection.query("SELECT count(*) FROM range(1) WHERE subject('a''b') = 'c''d' AND subject('x') IS NULL").integer() == 1)
    }
}
