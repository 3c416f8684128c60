import BasinCore
import BasinEngines

/// A few rows of made-up values with many repetitions and nulls, the same for the same seed.
struct RandomTable {
    private static let rows = 9
    private let table: PipelineTable
    private let seed: Int
    private let changed: Set<String>

    init(_ table: PipelineTable, seed: Int, changed: Set<String> = []) {
        self.table = table
        self.seed = seed
        self.changed = changed
    }

    func fill(_ connection: DuckDBConnection) throws {
        let cells = table.columns.map { column in
            let number = "hash(i, '\(table.name).\(column.name)', \(seed), \(changed.contains(column.name) ? 1 : 0))"
            let value =
                "CASE WHEN \(number) % 7 = 0 THEN NULL ELSE \(Self.value(column.storedType, "(\(number) // 7)")) END"
            return "CAST(\(value) AS \(column.storedType.duckDBName)) AS \(column.name.sqlIdentifier)"
        }
        try connection.execute(
            "CREATE OR REPLACE TABLE \(table.name.sqlIdentifier) AS SELECT \(cells.joined(separator: ", ")) FROM "
                + "range(\(Self.rows)) t(i)"
        )
    }

    /// Texts are small numbers too, so that columns compare equal now and then, whatever they are called.
    private static func value(_ type: FieldType, _ number: String) -> String {
        switch type {
        case .timestamp:
            "TIMESTAMPTZ '2018-11-03 00:00:00+00' + to_hours((\(number) % 5)::INTEGER) + to_years((\(number) % "
                + "3)::INTEGER)"
        case .structure: "{'model': 'm' || \(number) % 3, 'width': \(number) % 4}"
        case .list: "list_transform(range((\(number) % 4)::BIGINT), lambda x: chr((97 + (\(number) + x) % 3)::INTEGER))"
        case .binary: "encode('b' || \(number) % 4)"
        default: "\(number) % 5"
        }
    }

    /// Of every output column its values, sorted.
    static func contents(of analysis: SQLAnalysis, _ connection: DuckDBConnection) throws -> [String] {
        let lists = analysis.columns.map {
            "list_sort(list(coalesce(CAST(\($0.name.sqlIdentifier) AS VARCHAR), 'none')))::VARCHAR"
        }
        var found: [String] = []
        try connection.query(
            "SELECT \(lists.joined(separator: ", ")) FROM (\(analysis.storedSelect))",
            named: [
                "partition_start": .timestamp(Timestamp(microseconds: 1_541_203_200_000_000)),
                "partition_end": .timestamp(Timestamp(microseconds: 1_541_289_600_000_000)),
            ]
        ).forEachChunk { chunk in
            found = analysis.columns.indices.map { chunk.string(column: $0, row: 0) ?? "" }
        }
        return found
    }
}
