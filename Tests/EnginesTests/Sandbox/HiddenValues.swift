import BasinCore
import BasinEngines
import Foundation

/// Datasets that are alike but for the values that a reader may not see: in the sealed columns, or in rows that are not
/// the reader's. Each is four files of several row groups, so that there is something to leave out.
final class HiddenValues {
    private let folder: String

    /// What differs, as SQL over `i`: the text under the seal, and the amount in rows of another country.
    static let sealed = [
        "all the same": "'aaaaaaaa'", "no two the same": "lpad(i::VARCHAR, 8, '0')",
        "the searched one is there": "CASE WHEN i = 11 THEN 'mia@mail' ELSE lpad(i::VARCHAR, 8, '0') END",
        "the other way round": "lpad((20000 - i)::VARCHAR, 8, 'z')",
    ]
    static let amounts = [
        "like the reader's": "i % 100", "all large": "1000000 + i", "all below nothing": "-1000000", "one is large": "CASE WHEN i = 1 THEN 1000001 ELSE 5 END",
    ]

    init() throws {
        folder = NSTemporaryDirectory() + "basin-hidden-" + UUID().uuidString
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    /// - Parameter isSealed: false: the same files, read as if nothing were personal.
    func table(
        sealed: String = sealed["all the same"] ?? "", amount: String = amounts["like the reader's"] ?? "",
        conditions: [String]? = nil, isSealed: Bool = true
    ) throws -> QueryTable {
        let place = "\(folder)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: place, withIntermediateDirectories: true)
        let connection = try DuckDB().connect()
        let files = try (0..<4).map { file in
            let path = "\(place)/\(file).parquet"
            try connection.execute(
                """
                COPY (
                    SELECT i AS id, 'u' || (i % 50) AS user_id, CASE WHEN i % 10 > 0 THEN (\(sealed))::VARCHAR::BLOB END AS email,
                        CASE WHEN i % 7 > 0 THEN reverse((\(sealed))::VARCHAR)::BLOB END AS note,
                        CASE WHEN i % 3 = 0 THEN 'SE' ELSE 'DE' END AS country,
                        CASE WHEN i % 3 = 0 THEN i % 100 ELSE \(amount) END AS amount
                    FROM range(\(file * 5000), \(file * 5000 + 5000)) AS numbers(i)
                ) TO '\(path)' (FORMAT parquet, ROW_GROUP_SIZE 2048,
                    FIELD_IDS {id: 1, user_id: 2, email: 3, note: 4, country: 5, amount: 6})
                """)
            return path
        }
        return QueryTable(
            name: "ticket",
            columns: [
                QueryColumn(name: "id", type: .int64, id: 1), QueryColumn(name: "user_id", type: .string, id: 2),
                QueryColumn(name: "email", type: isSealed ? .string : .binary, id: 3, isSealed: isSealed),
                QueryColumn(name: "note", type: isSealed ? .string : .binary, id: 4, isSealed: isSealed),
                QueryColumn(name: "country", type: .string, id: 5), QueryColumn(name: "amount", type: .int64, id: 6),
            ], files: files, conditions: conditions)
    }

    /// What a query gives and what it does for it, as far as neither a clock nor the place of the files decides it.
    func work(_ sql: String, _ table: QueryTable) throws -> QueryWork {
        let sandbox = try QuerySandbox(tables: [table], pseudonyms: [:], limits: QueryLimits(threads: 1))
        try sandbox.take(sql)
        let rows = try Self.text(sandbox.connection.query("SELECT COLUMNS(*)::VARCHAR FROM _query"))
        let profile = try Self.text(sandbox.connection.query("EXPLAIN (ANALYZE, FORMAT json) FROM _query")).last?.last ?? ""
        return QueryWork(rows: rows, operators: try QueryWork.operators(profile))
    }

    private static func text(_ result: DuckDBResult) throws -> [[String]] {
        let columns = result.columnNames.count
        var rows: [[String]] = []
        try result.forEachChunk { chunk in
            for row in 0..<chunk.rowCount { rows.append((0..<columns).map { chunk.string(column: $0, row: row) ?? "NULL" }) }
        }
        return rows
    }
}
