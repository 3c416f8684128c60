import BasinCore
import BasinEngines
import BasinManagement
import Foundation
import Testing

@Suite("A result as an Arrow stream")
struct ArrowResultTests {
    private static func run(_ sql: String, _ arguments: [SQLArgument] = [], rows: Int? = nil) throws -> (bytes: [UInt8], rows: Int, pieces: Int) {
        var bytes: [UInt8] = [], pieces = 0
        let summary = try QueryRunner(directory: NSTemporaryDirectory()).run(
            try QueryParser().check(sql, datasets: []), arguments, tables: [], pseudonym: { _ in nil }, format: .arrow, rows: rows
        ) {
            bytes += $0
            pieces += 1
        }
        return (bytes, summary.rows, pieces)
    }

    @Test("another program reads from it what DuckDB gives, type by type", .enabled(if: ArrowOracle.python != nil, Comment(rawValue: ArrowOracle.missing)), arguments: [
        """
        SELECT 1::TINYINT a, 2::SMALLINT b, NULL::BIGINT c, 'héllo' d, true e, 1.5::FLOAT f, 2.25::DOUBLE g, 12.34::DECIMAL(4, 2) h,
            12345678901234567890.5::DECIMAL(38, 1) i, DATE '2018-11-03' j, TIME '10:00:01.5' k, TIMESTAMP '2018-11-03 14:00:00.5' l,
            TIMESTAMPTZ '2018-11-03 14:00:00.5+01' m, INTERVAL '3 months 2 days 5 seconds' n, '\\xAA'::BLOB o, [1, 2, NULL] p,
            {'a': 1, 'b': ['x']} q, MAP {'k': [1], 'l': NULL} r, [1, 2]::INT[2] s, 255::UTINYINT t, 18446744073709551615::UBIGINT u,
            NULL v, []::INT[] w, NULL::STRUCT(a INT) x, TIMESTAMP_S '2018-11-03 14:00:00' y, '' z
        """,
        """
        SELECT range a, CASE WHEN range % 3 > 0 THEN repeat('x', (range % 50)::BIGINT) END b, range % 2 = 0 c,
            CASE WHEN range % 5 > 0 THEN [range, NULL] END d,
            CASE WHEN range % 7 > 0 THEN {'x': range::VARCHAR, 'y': CASE WHEN range % 2 = 0 THEN MAP {range: 'v'} END} END e,
            CASE WHEN range % 11 > 0 THEN range % 4 = 1 END f
        FROM range(10000)
        """,
        "SELECT range a, 'x' b, [[1]] c FROM range(0)", "SELECT sum(range) a FROM range(10)", "SELECT repeat('é', 300000) a FROM range(7)",
        "SELECT [[range], [], NULL, [NULL, range]] a, [{'k': ['v', NULL]}, NULL] b FROM range(5000)",
    ])
    func oracle(_ sql: String) throws {
        let result = try Self.run(sql)
        let answer = try ArrowOracle.read(result.bytes, sql)
        #expect(answer == ArrowOracle.Answer(rows: result.rows, schema: true, values: true))
    }

    @Test("what Arrow does not have is text", .enabled(if: ArrowOracle.python != nil, Comment(rawValue: ArrowOracle.missing)), arguments: [
        ("SELECT 'e14bbdcd-0e02-4cbc-8928-f951821ee23a'::UUID a", "SELECT 'e14bbdcd-0e02-4cbc-8928-f951821ee23a' a"),
        ("SELECT 'x'::ENUM('x', 'y') a, ['y'::ENUM('x', 'y')] b", "SELECT 'x' a, ['y'] b"),
        ("SELECT to_json({'n': 1}) a, [to_json(2)] b", "SELECT '{\"n\":1}' a, ['2'] b"),
        ("SELECT 5::HUGEINT a, {'b': [6::HUGEINT]} b", "SELECT 5::DECIMAL(38, 0) a, {'b': [6::DECIMAL(38, 0)]} b"),
        ("SELECT 340282366920938463463374607431768211455::UHUGEINT a", "SELECT '340282366920938463463374607431768211455' a"),
    ])
    func texts(_ sql: String, _ same: String) throws {
        let result = try Self.run(sql)
        #expect(try ArrowOracle.read(result.bytes, same) == ArrowOracle.Answer(rows: 1, schema: true, values: true))
    }

    @Test("it comes in pieces, keeps a limit, takes arguments, and begins and ends as the format says")
    func frames() throws {
        let many = try Self.run("SELECT range AS n, 'some text' AS t FROM range(200000)")
        #expect(many.rows == 200_000 && many.pieces > 5)
        let few = try Self.run("SELECT * FROM range($n)", [SQLArgument(name: "n", value: "100", type: "BIGINT")], rows: 3)
        #expect(few.rows == 3)
        for bytes in [many.bytes, few.bytes] {
            #expect(bytes.count % 8 == 0 && bytes.starts(with: [255, 255, 255, 255]) && bytes.suffix(8) == [255, 255, 255, 255, 0, 0, 0, 0])
        }
    }

    @Test("a number that a decimal of 38 digits does not hold is an error, not another number")
    func tooLarge() {
        let error = #expect(throws: BasinError.self) { try Self.run("SELECT 170141183460469231731687303715884105727 AS n") }
        #expect(error?.code == .query)
    }
}
