import BasinPostgres
import NIOCore
import Testing

@Suite struct TypeTests {
    @Test(
        "DuckDB's types have PostgreSQL's numbers",
        arguments: [
            ("BOOLEAN", 16), ("TINYINT", 21), ("INTEGER", 23), ("BIGINT", 20), ("UBIGINT", 1700), ("HUGEINT", 1700),
            ("FLOAT", 700),
            ("DOUBLE", 701), ("VARCHAR", 25), ("BLOB", 17), ("DATE", 1082), ("TIMESTAMP WITH TIME ZONE", 1184),
            ("UUID", 2950),
            ("VARCHAR[]", 114), ("STRUCT(a INTEGER)", 114), ("MAP(VARCHAR, INTEGER)", 114), ("ENUM('a')", 25),
        ])
    func numbers(_ name: String, _ oid: UInt32) { #expect(PostgresType(duckDB: name).oid == oid) }

    @Test("a decimal keeps its precision and scale")
    func decimal() {
        #expect(PostgresType(duckDB: "DECIMAL(18,3)").modifier == 18 << 16 | 3 + 4)
        #expect(PostgresType(duckDB: "VARCHAR[]", arrays: true) == .textArray)
    }

    /// The bytes are what PostgreSQL 15's own `send` functions give.
    @Test(
        "binary forms are PostgreSQL's own",
        arguments: [
            ("SMALLINT", "-2", "fffe"), ("INTEGER", "7", "00000007"), ("BIGINT", "-1", "ffffffffffffffff"),
            ("BOOLEAN", "t", "01"),
            ("DOUBLE", "1.5", "3ff8000000000000"), ("DOUBLE", "NaN", "7ff8000000000000"),
            ("FLOAT", "-Infinity", "ff800000"),
            ("DATE", "2018-11-03", "00001ae1"), ("DATE", "0044-03-15 BC", "fff49d7b"),
            ("TIMESTAMP", "2018-11-03 14:00:00.5", "00021cc1d625f920"),
            ("TIMESTAMPTZ", "1999-12-31 23:59:59.999999+00", "ffffffffffffffff"),
            ("TIME", "04:05:06", "000000036c8bc080"),
            ("UUID", "00000000-0000-0000-0000-00000000000a", "0000000000000000000000000000000a"),
            ("BLOB", "\\x00ff", "00ff"),
            ("DECIMAL(9,2)", "0.00", "0000000000000002"), ("DECIMAL(9,2)", "-12345.60", "0003000140000002000109291770"),
            ("DECIMAL(9,4)", "0.0012", "0001ffff00000004000c"), ("VARCHAR", "é", "c3a9"),
            ("INTERVAL", "-1 year -1 mon 3 days -00:00:01.5", "ffffffffffe91ca000000003fffffff3"),
            ("INTERVAL", "-2562047788:00:54.775808", "80000000000000000000000000000000"),
        ])
    func binary(_ type: String, _ text: String, _ hexadecimal: String) throws {
        let column = ResultColumn(name: "c", type: PostgresType(duckDB: type))
        let rows = PostgresTestRows.piece([[text]])
        let converted = try DataRows.binary(rows, [column], [true])
        let cell = Array(converted.readableBytesView.dropFirst(11))
        #expect(cell.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined() == hexadecimal)
    }

    @Test(
        "what a binary form has no room for is refused, and ends nothing else",
        arguments: [
            ("BIGNUM", String(repeating: "9", count: 140_000)), ("BIGNUM", String(repeating: "9", count: 300_000)),
            ("INTERVAL", "9999999999999999:00:00"), ("INTERVAL", "-2562047788:00:54.775809"),
            ("TIME", "99999999999999999:00:00"),
        ])
    func tooLarge(_ type: String, _ text: String) {
        let column = ResultColumn(name: "c", type: PostgresType(duckDB: type))
        #expect(throws: PostgresError.self) {
            try DataRows.binary(PostgresTestRows.piece([[text]]), [column], [true])
        }
    }

    @Test("rows are cut at a row's end, and null stays null")
    func split() throws {
        var piece = PostgresTestRows.piece([["a", nil], ["b", "c"], [nil, nil]])
        let whole = piece
        #expect(DataRows.split(&piece, most: 2).count == 2)
        #expect(DataRows.split(&piece, most: 9).count == 1)
        #expect(piece.readableBytes == 0)
        let columns = [ResultColumn(name: "a", type: .text), ResultColumn(name: "b", type: .text)]
        #expect(try DataRows.binary(whole, columns, [true, false]) == whole)
    }

    @Test(
        "parameters are text that DuckDB reads, whatever their form",
        arguments: [
            (UInt32(23), true, [0, 0, 0, 7] as [UInt8], "7", "INTEGER"), (20, false, Array("12".utf8), "12", "BIGINT"),
            (0, false, Array("x".utf8), "x", nil), (16, true, [1], "true", "BOOLEAN"),
            (17, true, [0, 255, 1], "AP8B", "BLOB"),
            (17, false, Array("\\x00ff".utf8), "AP8=", "BLOB"), (1082, true, [0, 0, 0x1a, 0xe1], "2018-11-03", "DATE"),
            (1184, true, [UInt8](repeating: 255, count: 8), "1999-12-31 23:59:59.999999+00", "TIMESTAMPTZ"),
            (1700, true, [0, 3, 0, 1, 0x40, 0, 0, 2, 0, 1, 0x09, 0x29, 0x17, 0x70], "-12345.60", "NUMERIC"),
            (2950, true, [UInt8](repeating: 0, count: 15) + [10], "00000000-0000-0000-0000-00000000000a", "UUID"),
        ] as [(UInt32, Bool, [UInt8], String, String?)])
    func parameters(_ oid: UInt32, _ isBinary: Bool, _ bytes: [UInt8], _ text: String, _ type: String?) throws {
        #expect(try Parameter(bytes, isBinary: isBinary, oid: oid, position: 1) == Parameter(text: text, type: type))
    }

    @Test(
        "bytes that are no value of their type are refused",
        arguments: [UInt32(16), 20, 21, 23, 700, 701, 1082, 1083, 1114, 1184, 1700, 2950, 3802])
    func hostile(_ oid: UInt32) {
        for bytes in [[], [1, 2, 3], [UInt8](repeating: 0x80, count: 9), [0x80, 0, 0, 0, 0, 0, 0, 1, 0, 0]] as [[UInt8]]
        {
            #expect(throws: PostgresError.self) { try Parameter(bytes, isBinary: true, oid: oid, position: 1) }
        }
    }
}
