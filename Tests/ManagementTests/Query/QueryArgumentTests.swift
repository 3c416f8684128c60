import BasinCore
import BasinEngines
import BasinManagement
import Foundation
import Testing

@Suite("Arguments of queries")
final class QueryArgumentTests {
    private static let parser = QueryParser()
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "basin-arguments-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func run(_ sql: String, _ arguments: [SQLArgument], format: QueryFormat = .csv) throws -> String {
        var bytes: [UInt8] = []
        _ = try QueryRunner(directory: folder).run(
            try Self.parser.check(sql, datasets: []), arguments, tables: [], pseudonym: { _ in nil }, format: format,
            emit: { bytes += $0 })
        return String(decoding: bytes, as: UTF8.self)
    }

    private static let plays = "SELECT n FROM (VALUES (1, 1.25, DATE '2018-11-03'), (2, 2.50, NULL), (3, 3.75, NULL)) t(n, price, day) WHERE "

    @Test("a value is read as its place asks, and never rounded to fit it", arguments: [
        ("n > $1", "1", "2,3"), ("n > $1", "1.5", "2,3"), ("n > $1", "2.5", "3"), ("n = $1", "1.5", ""), ("price > $1", "2.4999", "2,3"),
        ("price = $1", "2.5", "2"), ("n > $1", "1e0", "2,3"), ("n < $1", "170141183460469231731687303715884105727", "1,2,3"),
        ("n < $1", "99999999999999999999", "1,2,3"), ("day = $1", "2018-11-03", "1"), ("n::VARCHAR = $1", "2", "2"),
        ("(n > 2) = $1", "true", "3"), ("n = $1 + 1", "1", nil), ("n BETWEEN $1 AND 2", "2", "2"),
    ] as [(String, String, String?)])
    func inferred(_ condition: String, _ value: String, _ rows: String?) throws {
        let sql = Self.plays + condition + " ORDER BY n"
        guard let rows else {
            // Nothing says what $1 is: text is added to nothing.
            #expect(throws: BasinError.self) { try self.run(sql, [SQLArgument(name: "1", value: value)]) }
            #expect(try run(sql, [SQLArgument(name: "1", value: value, type: "BIGINT")]) == "n\r\n2\r\n")
            return
        }
        let lines = try run(sql, [SQLArgument(name: "1", value: value)]).split(separator: "\r\n").dropFirst()
        #expect(lines.joined(separator: ",") == rows)
    }

    @Test("a value has the type that is said, and comes back as it went", arguments: [
        ("BOOLEAN", "true", "BOOLEAN"), ("int", "-7", "INTEGER"), ("TINYINT", "-128", "TINYINT"), ("ubigint", "18446744073709551615", "UBIGINT"),
        ("HUGEINT", "-170141183460469231731687303715884105727", "HUGEINT"), ("DECIMAL(9, 2)", "-12.50", "DECIMAL(9,2)"),
        ("DECIMAL", "0.001", "DECIMAL(4,3)"), ("double precision", "0.1", "DOUBLE"), ("FLOAT", "1.5", "FLOAT"), ("text", "it's; $1 -- \"x\"", "VARCHAR"),
        ("BLOB", "AP8=", "BLOB"), ("DATE", "2018-11-03", "DATE"), ("TIME", "14:05:00", "TIME"),
        ("TIMESTAMPTZ", "2018-11-03T14:05:00Z", "TIMESTAMP WITH TIME ZONE"), ("timestamp", "2018-11-03T14:05:00", "TIMESTAMP"),
        ("UUID", "f47ac10b-58cc-4372-a567-0e02b2c3d479", "UUID"), ("UUID", "00000000-0000-0000-0000-000000000001", "UUID"), ("INTERVAL", "3 days", "INTERVAL"),
    ])
    func typed(_ type: String, _ value: String, _ name: String) throws {
        let text = try run("SELECT typeof($v) AS t, $v AS v", [SQLArgument(name: "V", value: value, type: type)], format: .json)
        let rows = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
        #expect(rows.first?["t"] as? String == name)
        let isBare = text.contains("\"v\":\(value)}")
        #expect(isBare || rows.first?["v"] as? String == value, "\(text)")
    }

    @Test("a value that is none of its type is a sentence without the value", arguments: [
        ("BIGINT", "zebra"), ("BIGINT", "1.5"), ("BIGINT", "5."), ("TINYINT", "128"), ("UTINYINT", "-1"), ("DECIMAL(3,1)", "100.5"), ("DECIMAL(3,1)", "1.25"),
        ("DECIMAL", "zebra"), ("DOUBLE", "1e400"), ("DOUBLE", ""), ("DATE", "2018-02-30"), ("DATE", "2018-11-03 14:00"), ("BLOB", "*zebra*"), ("UUID", "zebra"),
        ("BOOLEAN", "zebra"), ("TIMESTAMPTZ", "zebra"), ("INTERVAL", "zebra"), ("VARCHAR[]", "[]"), ("zebra", "1"), ("BIGINT); DROP VIEW x; --", "1"),
        ("DECIMAL(39,1)", "1"), ("DECIMAL(2,3)", "1"), ("STRUCT(a INT)", "{}"), ("", "1"), ("VARCHAR", "ze\u{0}bra"),
    ])
    func untypable(_ type: String, _ value: String) {
        let error = #expect(throws: BasinError.self) {
            try self.run("SELECT $v AS v", [SQLArgument(name: "v", value: value, type: type)])
        }
        #expect(error?.code == .query && error?.message.contains("$v") == true)
        #expect(value != "zebra" || type == "zebra" || error?.message.contains("zebra") == false)
    }

    @Test("missing, surplus and repeated arguments are sentences that name them", arguments: [
        ("SELECT $a, $b", ["a"], "$b"), ("SELECT $a", ["a", "b"], "$b"), ("SELECT $a", ["a", "A"], "$a"), ("SELECT 1", ["a"], "$a"),
        ("SELECT $a", [], "$a"), ("SELECT ?", ["2"], "$2"), ("SELECT $a", ["a; DROP"], "DROP"),
    ] as [(String, [String], String)])
    func names(_ sql: String, _ names: [String], _ told: String) {
        let error = #expect(throws: BasinError.self) { try self.run(sql, names.map { SQLArgument(name: $0, value: "x") }) }
        #expect(error?.code == .query && error?.message.contains(told) == true)
    }

    @Test("an argument never changes the statement's shape", arguments: [
        "1; DROP VIEW _query", "') --", "1 OR true", "$other", "?", "(SELECT 1)", "n", "\"n\"", "/*", "\u{202E}", "*", "true) OR (true", "NULL",
        "'; ATTACH 'x.db'; --", "{'a': 1}", "%", String(repeating: "(", count: 100_000), String(repeating: "é", count: 500_000),
    ])
    func shape(_ value: String) throws {
        let argument = SQLArgument(name: "v", value: value)
        #expect(try run("SELECT count(*) AS c FROM range(3) t(n) WHERE n::VARCHAR = $v", [argument]) == "c\r\n0\r\n")
        #expect(try run("SELECT length($v) AS c", [argument]) == "c\r\n\(value.unicodeScalars.count)\r\n")
        let described = try QueryRunner.describe(
            Self.parser.check("SELECT $v AS c", datasets: []), types: [:], tables: [], limits: QueryLimits())
        #expect(described.columns.map(\.name) == ["c"])
    }

    @Test("null is null, too much is refused, and Parquet takes arguments too")
    func rest() throws {
        #expect(try run("SELECT $v IS NULL AS c, 5 > $w AS d", [.init(name: "v", value: nil), .init(name: "w", value: nil, type: "BIGINT")]) == "c,d\r\ntrue,\r\n")
        #expect(throws: BasinError.self) {
            try self.run("SELECT $v", [SQLArgument(name: "v", value: String(repeating: "x", count: 1_100_000))])
        }
        let many = (1...501).map { "$p\($0)" }.joined(separator: ", ")
        #expect(throws: BasinError.self) { try Self.parser.check("SELECT " + many, datasets: []) }
        let parquet = try run("SELECT * FROM range($n)", [SQLArgument(name: "n", value: "3", type: "BIGINT")], format: .parquet)
        #expect(parquet.hasPrefix("PAR1"))
        #expect(try run("SELECT * FROM range(10) LIMIT ? OFFSET ?", [.init(name: "1", value: "2"), .init(name: "2", value: "5")]) == "range\r\n5\r\n6\r\n")
    }

    @Test("a query is described without its arguments")
    func described() throws {
        func describe(_ sql: String, _ types: [String: String] = [:]) throws -> QueryShape {
            try QueryRunner.describe(
                Self.parser.check(sql, datasets: ["t"]), types: types,
                tables: [QueryTable(name: "t", columns: [QueryColumn(name: "plays", type: .int64, id: 1)], files: [])],
                limits: QueryLimits())
        }
        let plain = try describe("SELECT plays, {'a': [1.5]} AS s, MAP {'k': 1} AS m, now() AS moment FROM t")
        #expect(plain.parameters.isEmpty)
        #expect(plain.columns.map(\.type) == ["BIGINT", "STRUCT(\"a\" DECIMAL(2,1)[])", "MAP(VARCHAR, INTEGER)", "TIMESTAMP WITH TIME ZONE"])
        let asked = try describe("SELECT plays, $2 AS x FROM t WHERE plays > $1")
        #expect(asked.parameters.map(\.name).sorted() == ["1", "2"])
        #expect(asked.parameters.first { $0.name == "1" }?.type == "BIGINT")
        #expect(asked.parameters.first { $0.name == "2" }?.type == nil)
        #expect(asked.columns.map(\.type) == ["BIGINT", "VARCHAR"])
        #expect(try describe("SELECT $x AS x", ["X": "int8"]).columns.map(\.type) == ["BIGINT"])
        #expect(throws: BasinError.self) { try describe("SELECT $x AS x", ["y": "BIGINT"]) }
        #expect(throws: BasinError.self) { try describe("SELECT missing FROM t WHERE plays > $1") }
    }
}
