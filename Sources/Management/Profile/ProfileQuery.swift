package import BasinCore
package import BasinEngines
import Foundation

/// Looks at the rows of one partition, through the view that masks what is personal: what it does not see it cannot tell.
package struct ProfileQuery: Sendable {
    private let columns: [ProfileColumn]
    private let limits: QueryLimits
    private static let name = "looked_at"
    private static let mostDistinct = 1000
    /// Rows up to which different values are counted: to remember them all takes memory.
    private static let mostExact = 1_000_000
    private static let mostCommon = 10
    private static let longestValue = 100

    package init(_ columns: [ProfileColumn], limits: QueryLimits = QueryLimits(threads: 1, memoryBytes: 1_000_000_000, time: .seconds(120))) {
        self.columns = columns
        self.limits = limits
    }

    /// Blocks.
    /// - Parameter files: of the partition; none: it has no rows.
    package func run(
        columns shown: [QueryColumn], files: [String], cancellation: QueryCancellation = QueryCancellation()
    ) throws -> PartitionProfile {
        let table = QueryTable(name: Self.name, columns: shown, files: files)
        let sandbox = try QuerySandbox(tables: [table], pseudonyms: [:], limits: limits)
        return try cancellation.watching(sandbox.connection, time: limits.time) {
            // The files' footers tell it.
            let rows = try row(["count(*)"], sandbox.connection)[0].flatMap { Int($0) } ?? 0
            let figures = { Self.figures($0, isExact: rows <= Self.mostExact) }
            let cells = try columns.isEmpty ? [] : row(columns.flatMap(figures), sandbox.connection)
            var next = 0
            var profiles: [ColumnProfile] = []
            for column in columns {
                let count = figures(column).count
                profiles.append(Self.profile(column, rows, Array(cells[next..<next + count])))
                next += count
            }
            for index in columns.indices where columns[index].openness.hasCommon && (profiles[index].distinct ?? .max) <= Self.mostDistinct {
                profiles[index].common = try common(columns[index], sandbox.connection)
            }
            return PartitionProfile(rows: rows, columns: profiles)
        }
    }

    private static func figures(_ column: ProfileColumn, isExact: Bool) -> [String] {
        let name = column.name.sqlIdentifier
        let counted = ["count(\(name))"]
        let distinct = counted + [isExact ? "count(DISTINCT \(name))" : "approx_count_distinct(\(name))"]
        switch column.openness {
        case .counted: return counted
        case .distinct, .words: return distinct
        case .times: return distinct + ["min(\(name))", "max(\(name))"]
        case .numbers:
            let number = "CASE WHEN isfinite(\(name)::DOUBLE) THEN \(name)::DOUBLE END"
            let points = (0...10).map { String(Double($0) / 10) }.joined(separator: ", ")
            return distinct + [
                "min(\(name))", "max(\(name))", "avg(\(number))", "to_json(approx_quantile(\(number), [\(points)]))",
            ]
        }
    }

    private static func profile(_ column: ProfileColumn, _ rows: Int, _ cells: [String?]) -> ColumnProfile {
        func cell(_ index: Int) -> String? { index < cells.count ? cells[index].map { String($0.prefix(longestValue)) } : nil }
        var profile = ColumnProfile(
            name: column.name, nulls: rows - (cells[0].flatMap { Int($0) } ?? 0), distinct: cell(1).flatMap { Int($0) },
            min: cell(2), max: cell(3), mean: cell(4).flatMap { Double($0) })
        if cells.count > 5, let list = cells[5] {
            profile.deciles = (try? JSONDecoder().decode([Double].self, from: Data(list.utf8))) ?? []
        }
        return profile
    }

    /// One row of texts.
    private func row(_ expressions: [String], _ connection: DuckDBConnection) throws -> [String?] {
        let texts = expressions.map { "CAST(\($0) AS VARCHAR)" }.joined(separator: ", ")
        var cells: [String?] = []
        try connection.query("SELECT \(texts) FROM \(Self.name)").forEachChunk { chunk in
            for row in 0..<chunk.rowCount { cells = expressions.indices.map { chunk.string(column: $0, row: row) } }
        }
        guard cells.count == expressions.count else { throw BasinError(.system, "A profile came without an answer.") }
        return cells
    }

    private func common(_ column: ProfileColumn, _ connection: DuckDBConnection) throws -> [ColumnProfile.Common] {
        let name = column.name.sqlIdentifier
        var found: [ColumnProfile.Common] = []
        try connection.query(
            """
            SELECT left(CAST(\(name) AS VARCHAR), \(Self.longestValue)) AS value, CAST(count(*) AS BIGINT) AS n
            FROM \(Self.name) WHERE \(name) IS NOT NULL GROUP BY \(name) ORDER BY n DESC, value LIMIT \(Self.mostCommon)
            """
        ).forEachChunk { chunk in
            for row in 0..<chunk.rowCount {
                found.append(
                    ColumnProfile.Common(
                        value: chunk.string(column: 0, row: row) ?? "", rows: Int(chunk.int64(column: 1, row: row) ?? 0)))
            }
        }
        return found
    }
}

extension ProfileColumn.Openness {
    fileprivate var hasCommon: Bool {
        switch self {
        case .numbers, .words: true
        case .counted, .distinct, .times: false
        }
    }
}
