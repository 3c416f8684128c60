import BasinCore
import BasinEngines
import BasinManagement
import Foundation
import Testing

@Suite struct ProfileQueryTests {
    private static let columns: [(QueryColumn, ProfileColumn)] = [
        column(1, "n", .int64), column(2, "x", .double), column(3, "word", .string), column(4, "moment", .timestamp),
        column(5, "tags", .list(element: .string, elementID: 6)), column(7, "who", .string, .pseudonymous),
        column(8, "mail", .string, .personal, isSealed: true), column(9, "yes", .bool),
    ]

    private static func column(
        _ id: Int, _ name: String, _ type: FieldType, _ classification: Classification = .none, isSealed: Bool = false
    ) -> (QueryColumn, ProfileColumn) {
        (
            QueryColumn(name: name, type: type, id: id, isSealed: isSealed),
            ProfileColumn(name: name, type: type, classification: classification, isStored: !isSealed)
        )
    }

    /// A Parquet file with field ids of what the SQL gives, and its profile.
    private static func profile(_ sql: String?) throws -> PartitionProfile {
        let path = FileManager.default.temporaryDirectory.path + "/basin-profile-\(UUID().uuidString).parquet"
        defer { try? FileManager.default.removeItem(atPath: path) }
        if let sql {
            let ids = "{n: 1, x: 2, word: 3, moment: 4, tags: {__duckdb_field_id: 5, element: 6}, who: 7, mail: 8, yes: 9}"
            try DuckDB().connect().execute("COPY (\(sql)) TO '\(path)' (FORMAT parquet, FIELD_IDS \(ids))")
        }
        return try ProfileQuery(columns.map(\.1)).run(columns: columns.map(\.0), files: sql == nil ? [] : [path])
    }

    @Test("figures are those of the values")
    func figures() throws {
        let profile = try Self.profile(
            """
            SELECT i::BIGINT AS n, CASE WHEN i % 10 = 0 THEN NULL WHEN i = 1 THEN 'nan'::DOUBLE WHEN i = 2 THEN 'inf'::DOUBLE
                ELSE i / 2 END AS x, CASE WHEN i <= 600 THEN 'a' WHEN i <= 900 THEN 'b' ELSE 'c' || i END AS word,
                make_timestamptz(i * 1000000) AS moment, [i::VARCHAR] AS tags, 'p' || (i % 7) AS who,
                encode('secret' || i) AS mail, i % 4 = 0 AS yes
            FROM range(1, 1001) t(i)
            """)
        #expect(profile.rows == 1000)
        let byName = Dictionary(uniqueKeysWithValues: profile.columns.map { ($0.name, $0) })
        let n = try #require(byName["n"])
        #expect(n.nulls == 0 && n.min == "1" && n.max == "1000" && n.mean == 500.5 && n.deciles.count == 11)
        for (index, point) in n.deciles.enumerated() { #expect(abs(point - Double(index * 100)) <= 20) }
        #expect(n.distinct == 1000)
        let x = try #require(byName["x"])
        #expect(x.nulls == 100 && x.deciles.count == 11 && x.deciles.allSatisfy(\.isFinite) && x.mean?.isFinite == true)
        #expect(byName["word"]?.common.prefix(2) == [.init(value: "a", rows: 600), .init(value: "b", rows: 300)])
        #expect(byName["word"]?.common.count == 10)
        #expect(byName["yes"]?.common == [.init(value: "false", rows: 750), .init(value: "true", rows: 250)])
        #expect(byName["moment"]?.min?.hasPrefix("1970-01-01") == true && byName["moment"]?.common == [])
        #expect(byName["tags"] == ColumnProfile(name: "tags", nulls: 0))
        #expect(byName["who"]?.distinct == 7 && byName["who"]?.common == [] && byName["who"]?.min == nil)
        #expect(byName["mail"] == ColumnProfile(name: "mail", nulls: 0))
    }

    @Test("no rows, no values, and nothing but nulls are profiles, too")
    func empty() throws {
        let nothing = try Self.profile(nil)
        #expect(nothing.rows == 0 && nothing.columns.allSatisfy { $0.nulls == 0 && $0.deciles.isEmpty && $0.common.isEmpty })
        let nulls = try Self.profile(
            "SELECT NULL::BIGINT AS n, NULL::DOUBLE AS x, NULL::VARCHAR AS word, NULL::TIMESTAMPTZ AS moment, NULL::VARCHAR[] AS tags, NULL::VARCHAR AS who, NULL::BLOB AS mail, NULL::BOOLEAN AS yes FROM range(5)")
        #expect(nulls.rows == 5 && nulls.columns.allSatisfy { $0.nulls == 5 && $0.min == nil && $0.mean == nil && $0.common.isEmpty })
    }

    @Test("long texts are cut, and odd ones told as they are")
    func texts() throws {
        let profile = try Self.profile(
            "SELECT 1::BIGINT AS n, 1.0::DOUBLE AS x, repeat('é\"\n', 100) AS word, now() AS moment, ['a'] AS tags, 'p' AS who, 'x'::BLOB AS mail, true AS yes")
        #expect(profile.columns[2].common.first?.value.unicodeScalars.count ?? 0 <= 100)
        #expect(profile.columns[2].common.first?.value.hasPrefix("é\"\n") == true)
    }
}
