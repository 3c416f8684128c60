import BasinCore
import BasinEngines
import BasinManagement
import Foundation
import Testing

@Suite("Two deliveries of the same events are compared (COL-27)")
final class DeliveryComparisonTests {
    private static let parser = QueryParser()
    private let folder: String

    init() throws {
        folder = NSTemporaryDirectory() + "basin-compare-" + UUID().uuidString
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// A table of the rows that the SQL gives; every column by its own field id.
    private func table(_ name: String, _ columns: [(String, FieldType)], _ sql: String) throws -> QueryTable {
        let path = "\(folder)/\(UUID().uuidString).parquet"
        let ids = columns.enumerated().map { "\($1.0.sqlIdentifier): \($0 + 1)" }.joined(separator: ", ")
        let connection = try DuckDB().connect()
        try connection.execute("COPY (\(sql)) TO \(path.sqlLiteral) (FORMAT parquet, FIELD_IDS {\(ids)})")
        let columns = columns.enumerated().map { QueryColumn(name: $1.0, type: $1.1, id: $0 + 1) }
        return QueryTable(name: name, columns: columns, files: [path])
    }

    private func side(_ table: QueryTable) -> ComparedSide {
        ComparedSide(name: table.name, columns: table.columns.map { ComparedColumn(name: $0.name, type: $0.type) })
    }

    private func run(_ comparison: DeliveryComparison, _ tables: [QueryTable]) throws -> [String: Int] {
        var bytes: [UInt8] = []
        let query = try Self.parser.check(comparison.sql, datasets: tables.map(\.name))
        _ = try QueryRunner(directory: folder).run(
            query, tables: tables, pseudonym: { _ in nil }, format: .json, emit: { bytes += $0 })
        let rows = try JSONSerialization.jsonObject(with: Data(bytes)) as? [[String: Any]]
        return try #require(rows?.first).mapValues { ($0 as? NSNumber)?.intValue ?? -1 }
    }

    private static let columns: [(String, FieldType)] = [
        ("id", .string), ("song", .string), ("seconds", .double), ("tags", .list(element: .string, elementID: 9)),
    ]

    @Test("of each field the same, the different and those of one side are counted, and nulls are the same")
    func counts() throws {
        let left = try table("song_played", Self.columns, """
            SELECT * FROM (VALUES ('1', 'One', 1.5, ['a', NULL]), ('2', 'Two', NULL, NULL), ('3', NULL, 3, ['c']),
                ('4', 'Four', 4, []), (NULL, 'None', 0, ['n'])) t(id, song, seconds, tags)
            """)
        let right = try table("song_old", Self.columns, """
            SELECT * FROM (VALUES ('1', 'One', 1.5, ['a', NULL]), ('2', 'TWO', NULL, ['b']), ('3', 'Three', NULL, ['c']),
                ('5', 'Five', 5, []), (NULL, 'None', 0, ['n'])) t(id, song, seconds, tags)
            """)
        let comparison = try DeliveryComparison(side(left), side(right), keys: ["id"], fields: [])
        #expect(comparison.fields.map(\.name) == ["song", "seconds", "tags"] && comparison.notCompared.isEmpty)
        let found = try run(comparison, [left, right])
        #expect(found["rows_left"] == 5 && found["rows_right"] == 5 && found["keys_left"] == 5 && found["keys_right"] == 5)
        #expect(found["keys_both"] == 4 && found["compared"] == 4)
        #expect(["_s0", "_d0", "_l0", "_r0"].map { found[$0] } == [2, 1, 0, 1])
        #expect(["_s1", "_d1", "_l1", "_r1"].map { found[$0] } == [3, 0, 1, 0])
        #expect(["_s2", "_d2", "_l2", "_r2"].map { found[$0] } == [3, 0, 0, 1])
    }

    @Test("a key of several rows is counted once a side, and never multiplied")
    func duplicates() throws {
        let left = try table("a", Self.columns, "SELECT (i % 3)::VARCHAR AS id, 's' AS song, 1.0 AS seconds, ['x'] AS tags FROM range(300) t(i)")
        let right = try table("b", Self.columns, "SELECT i::VARCHAR AS id, 's' AS song, 1.0 AS seconds, ['x'] AS tags FROM range(2, 5) t(i)")
        let found = try run(try DeliveryComparison(side(left), side(right), keys: ["id"], fields: []), [left, right])
        #expect(found["rows_left"] == 300 && found["keys_left"] == 3 && found["duplicate_left"] == 3)
        #expect(found["rows_right"] == 3 && found["duplicate_right"] == 0)
        #expect(found["keys_both"] == 1 && found["compared"] == 0 && found["_s0"] == 0 && found["_d0"] == 0)
    }

    @Test("a dataset compared with itself has no difference, over random rows with nulls and NaN")
    func reflexive() throws {
        let data = try table("a", Self.columns, """
            SELECT i::VARCHAR AS id, CASE WHEN hash(i) % 3 = 0 THEN NULL ELSE (hash(i, 1) % 5)::VARCHAR END AS song,
                CASE hash(i, 2) % 3 WHEN 0 THEN NULL WHEN 1 THEN 'NaN'::DOUBLE ELSE i / 7 END AS seconds, [NULL, i::VARCHAR] AS tags
            FROM range(5000) t(i)
            """)
        let found = try run(try DeliveryComparison(side(data), side(data), keys: ["id"], fields: []), [data])
        #expect(found["compared"] == 5000)
        for field in 0..<3 { #expect(["_s", "_d", "_l", "_r"].map { found["\($0)\(field)"] } == [5000, 0, 0, 0]) }
    }

    @Test("partitions outside the range do not count, and each side may have its own")
    func ranges() throws {
        let columns: [(String, FieldType)] = [("id", .int64), ("_partition_time", .timestamp)]
        let data = try table("a", columns, """
            SELECT i AS id, TIMESTAMPTZ '2018-11-01 00:00:00+00' + INTERVAL (i) HOUR AS _partition_time FROM range(48) t(i)
            UNION ALL SELECT i, TIMESTAMPTZ '2018-11-02 00:00:00+00' + INTERVAL (i) HOUR FROM range(24) t(i)
            """)
        var left = side(data), right = side(data)
        left.to = Timestamp(rfc3339: "2018-11-02T00:00:00Z")
        right.from = left.to
        right.to = Timestamp(rfc3339: "2018-11-02T06:00:00Z")
        let found = try run(try DeliveryComparison(left, right, keys: ["id"], fields: ["id"]), [data])
        #expect(found["rows_left"] == 24 && found["rows_right"] == 12 && found["keys_both"] == 6 && found["_s0"] == 6)
    }

    @Test("types that differ are compared as numbers or as text, and no value makes it fail")
    func types() throws {
        let left = try table("a", [("id", .int32), ("n", .int32), ("t", .string)], "SELECT i::INT AS id, i::INT AS n, ['x', '2', '3x'][i] AS t FROM range(1, 4) t(i)")
        let right = try table("b", [("id", .int64), ("n", .double), ("t", .int64)], "SELECT i AS id, i::DOUBLE AS n, i AS t FROM range(1, 4) t(i)")
        let comparison = try DeliveryComparison(side(left), side(right), keys: ["id"], fields: [])
        #expect(comparison.fields.map(\.note) == [nil, "as text: string and int64"])
        let found = try run(comparison, [left, right])
        #expect(found["_s0"] == 3 && found["_s1"] == 1 && found["_d1"] == 2)
    }

    @Test("hostile names are names, not SQL", arguments: [
        "select", "a\"b", "x\"; DROP TABLE y; --", "f' OR '1'='1", "_k0", "_n", "naïve\u{202E}", "*", "a.b",
    ])
    func hostile(_ name: String) throws {
        let columns: [(String, FieldType)] = [("id", .int64), (name, .string)]
        let sql = "SELECT i AS id, 'v' || i AS \(name.sqlIdentifier) FROM range(3) t(i)"
        let left = try table("left", columns, sql), right = try table("from", columns, sql)
        let found = try run(try DeliveryComparison(side(left), side(right), keys: ["id"], fields: [name]), [left, right])
        #expect(found["compared"] == 3 && found["_s0"] == 3)
        let byName = try run(try DeliveryComparison(side(left), side(right), keys: [name], fields: ["id"]), [left, right])
        #expect(byName["compared"] == 3 && byName["_s0"] == 3)
    }

    @Test("sealed columns are compared where they are of one origin, and named where they are not")
    func sealed() throws {
        func side(_ name: String, _ sealing: ComparedColumn.Sealing) -> ComparedSide {
            ComparedSide(
                name: name,
                columns: [
                    ComparedColumn(name: "id", type: .string),
                    ComparedColumn(name: "first_name", type: .string, sealing: sealing),
                ])
        }
        let one = ComparedColumn.Sealing.sealed(origin: .init(type: "song_played", field: "first_name"))
        let other = ComparedColumn.Sealing.sealed(origin: .init(type: "song_old", field: "first_name"))
        let same = try DeliveryComparison(side("a", one), side("b", one), keys: ["id"], fields: [])
        #expect(same.sealedLeft == ["first_name"] && same.sealedRight == ["first_name"])
        #expect(same.fields.map(\.note) == ["sealed: the same value of the same event"])
        for (first, second) in [(one, other), (one, .mixed), (.mixed, .mixed), (one, .clear)] {
            let comparison = try DeliveryComparison(side("a", first), side("b", second), keys: ["id"], fields: [])
            #expect(comparison.fields.isEmpty && comparison.sealedLeft.isEmpty)
            #expect(comparison.notCompared.map(\.name) == ["first_name"])
        }
        #expect(throws: BasinError.self) {
            try DeliveryComparison(side("a", one), side("b", one), keys: ["first_name"], fields: [])
        }
    }

    @Test("what cannot be used as a key or field is said", arguments: [
        ([], []), (["id", "id"], []), (["nothing"], []), (["tags"], []), (["id"], ["nothing"]), (["id"], ["song", "song"]),
    ] as [([String], [String])])
    func refused(_ keys: [String], _ fields: [String]) throws {
        let columns = Self.columns.map { ComparedColumn(name: $0.0, type: $0.1) }
        let side = ComparedSide(name: "a", columns: columns)
        #expect(throws: BasinError.self) { try DeliveryComparison(side, side, keys: keys, fields: fields) }
    }

    @Test("as many fields as are allowed make SQL that the server takes")
    func wide() throws {
        let columns: [(String, FieldType)] = [("id", .int64)] + (0..<DeliveryComparison.mostFields).map { ("f\($0)", .int64) }
        let values = (0..<DeliveryComparison.mostFields).map { "i + \($0) AS f\($0)" }.joined(separator: ", ")
        let data = try table("a", columns, "SELECT i AS id, \(values) FROM range(10) t(i)")
        let found = try run(try DeliveryComparison(side(data), side(data), keys: ["id"], fields: []), [data])
        #expect(found["_s199"] == 10)
    }
}
