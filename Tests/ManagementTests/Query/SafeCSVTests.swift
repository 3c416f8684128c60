import BasinEngines
import BasinManagement
import Foundation
import Testing

struct SafeCSVTests {
    private func run(_ sql: String, _ format: QueryFormat) throws -> String {
        var bytes: [UInt8] = []
        _ = try QueryRunner(directory: NSTemporaryDirectory(), limits: QueryLimits()).run(
            QueryParser().check(sql, datasets: [String]()), tables: [], pseudonym: { _ in nil }, format: format,
            emit: { bytes += $0 })
        return String(decoding: bytes, as: UTF8.self)
    }

    /// SQL of a value, as CSV has it, and as CSV for spreadsheets has it.
    static let cells: [(String, String, String)] = [
        ("'=1+1'", "=1+1", "'=1+1"), ("'+1+1'", "+1+1", "'+1+1"), ("'-1+1'", "-1+1", "'-1+1"), ("'@SUM(A1)'", "@SUM(A1)", "'@SUM(A1)"),
        ("chr(9) || '=1'", "\t=1", "'\t=1"), ("chr(13) || '=1'", "\"\r=1\"", "\"'\r=1\""), ("chr(10) || '=1'", "\"\n=1\"", "\"'\n=1\""),
        (#"'=HYPERLINK("http://x","y")'"#, #""=HYPERLINK(""http://x"",""y"")""#, #""'=HYPERLINK(""http://x"",""y"")""#),
        ("'＝1+1'", "＝1+1", "'＝1+1"), ("'-'", "-", "'-"), ("'+'", "+", "'+"), ("'-1e'", "-1e", "'-1e"),
        // Numbers stay numbers, and what begins otherwise stays as it is.
        ("-5", "-5", "-5"), ("-1.5e10::DOUBLE", "-15000000000.0", "-15000000000.0"), ("'-0.25'", "-0.25", "-0.25"),
        ("'a=1'", "a=1", "a=1"), ("''", "\"\"", "\"\""), ("NULL", "", ""), ("''''", "'", "'"),
    ]

    @Test("a spreadsheet finds no formula in safe CSV, and numbers stay numbers; plain CSV says what is there", arguments: cells)
    func cell(_ sql: String, _ plain: String, _ safe: String) throws {
        #expect(try run("SELECT \(sql) AS v", .csv) == "v\r\n\(plain)\r\n")
        #expect(try run("SELECT \(sql) AS v", .safeCSV) == "v\r\n\(safe)\r\n")
    }

    @Test("a column's name is a cell too")
    func names() throws {
        #expect(try run(#"SELECT 1 AS "=cmd|' /C calc'!A0""#, .safeCSV) == "'=cmd|' /C calc'!A0\r\n1\r\n")
    }
}
