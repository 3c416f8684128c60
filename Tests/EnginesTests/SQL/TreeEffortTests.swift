import BasinCore
import BasinEngines
import Foundation
import Testing

@Suite struct TreeEffortTests {
    private static func check(_ sql: String) throws {
        let connection = try DuckDB().connect()
        var json = ""
        try connection.query("SELECT json_serialize_sql(?::VARCHAR)", [.text(sql)], errorCode: .query).forEachChunk { chunk in
            if chunk.rowCount > 0 { json = chunk.string(column: 0, row: 0) ?? "" }
        }
        try TreeEffort.check(try JSONSerialization.jsonObject(with: Data(json.utf8)), macros: ["quote_ident"])
    }

    @Test("questions that the binder would work at for long are refused before it begins")
    func refused() throws {
        func nested(_ before: String, _ after: String, _ count: Int) -> String {
            "SELECT " + String(repeating: before, count: count) + "1" + String(repeating: after, count: count)
        }
        let doubling = "SELECT 1 AS a0" + (1..<30).map { ", a\($0 - 1) + a\($0 - 1) AS a\($0)" }.joined()
        for sql in [nested("quote_ident(", ")", 12), nested("(SELECT ", ")", 25), doubling] {
            #expect(throws: BasinError.self) { try Self.check(sql) }
        }
    }

    @Test("what clients ask is not", arguments: ["SELECT 1", "SELECT quote_ident((SELECT quote_ident('a'))) AS a ORDER BY a"])
    func allowed(_ sql: String) throws { try Self.check(sql) }
}
