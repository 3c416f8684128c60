import BasinCore
import Foundation

/// Reads a pipeline's SQL: may it run, what does it read, what does it make. Nothing of it is executed.
///
/// Blocks for milliseconds. Safe to share: callers take turns.
package struct PipelineSQL: Sendable {
    private let parser: QueryParser
    private let binder = PipelineBinder()

    package init(parser: QueryParser = QueryParser()) { self.parser = parser }

    /// - Parameters:
    ///   - tables: every dataset that may be read, by name.
    ///   - own: the dataset's own name when it may read its own previous partition. Its columns are found out from the
    ///     SQL, whatever `tables` says about it.
    /// - Throws: `SQLProblem` for what the author of the SQL can mend, `BasinError` for anything else.
    package func analyse(_ sql: String, tables: [String: PipelineTable], own: String? = nil) throws -> SQLAnalysis {
        let query = try parser.checkPipeline(sql, datasets: Set(tables.keys).union(own.map { [$0] } ?? []))
        var read = query.datasets.sorted().filter { $0 != own }.compactMap { tables[$0] }
        if let own, query.datasets.contains(own) {
            read.append(try OwnColumns(name: own, sql: sql, inputs: read, binder: binder).table())
        }
        let bound = try bind(sql, read)
        let columns = try Self.columns(bound)
        try OwnColumns.checkBeginnings(columns, own: own)
        let stored = columns.map {
            "CAST(\($0.name.sqlIdentifier) AS \($0.type.duckDBName)) AS \($0.name.sqlIdentifier)"
        }
        return SQLAnalysis(
            datasets: query.datasets, columns: columns, parameters: query.parameters,
            storedSelect: "SELECT \(stored.joined(separator: ", ")) FROM (\n\(try parser.body(query))\n) AS _query")
    }

    /// Judges the SQL of a check, which reads one partition of its own dataset and others whole.
    /// - Parameter tables: every dataset that may be read, by name; its own among them.
    /// - Throws: as `analyse`.
    package func check(_ sql: String, tables: [String: PipelineTable]) throws {
        let query = try parser.checkPipeline(sql, datasets: Set(tables.keys))
        if let parameter = query.parameters.min() {
            throw SQLProblem(
                "$\(parameter) has no value in a check, which sees one partition anyway; leave the condition out.")
        }
        _ = try bind(sql, query.datasets.sorted().compactMap { tables[$0] })
    }

    private func bind(_ sql: String, _ tables: [PipelineTable]) throws -> PipelineBinder.Bound {
        do {
            return try binder.bind(sql, setup: tables.map(\.createSQL))
        } catch var problem as SQLProblem {
            if let name = problem.missingColumn { problem.message = Self.noColumn(name, tables) }
            throw problem
        }
    }

    /// DuckDB offers whatever is near by letters, also of other types; what people mistype is a name.
    private static func noColumn(_ name: String, _ tables: [PipelineTable]) -> String {
        let hint = NearestName.of(name, in: Set(tables.flatMap { $0.columns.map(\.name) }))
        let remedy = hint.map { "did you mean \($0)?" } ?? "see its columns with `basin show DATASET`."
        return "There is no column \(name.prefix(63).debugDescription) in what is read here; \(remedy)"
    }

    private static func columns(_ bound: PipelineBinder.Bound) throws -> [OutputColumn] {
        let lineages = try LineagePlan.columns(try PlanNode(bound.plan))
        guard lineages.count == bound.columns.count, !lineages.isEmpty else {
            throw PlanNode.untraceable("another number of columns")
        }
        var seen: Set<String> = []
        return try zip(bound.columns, lineages).enumerated().map { index, found in
            let (column, lineage) = found
            try check(name: column.name, at: index + 1)
            guard seen.insert(column.name).inserted else {
                throw SQLProblem(
                    "Two columns are named \(column.name); name one of them otherwise with AS, or leave it out with "
                        + "EXCLUDE."
                )
            }
            let sources = lineage.sources.sorted { $0.key < $1.key }.map {
                ColumnSource(dataset: $0.key.dataset, column: $0.key.column, kind: $0.value)
            }
            return OutputColumn(
                name: column.name, type: try type(of: column), isCopy: lineage.isCopy, sources: sources)
        }
    }

    private static func check(name: String, at number: Int) throws {
        if Name.isValid(name) { return }
        if name.hasPrefix("_") {
            throw SQLProblem(
                "The column \(name.prefix(63)) has a name that begins with an underscore, as only Basin's own do; "
                    + "rename it with AS, or leave it out."
            )
        }
        throw SQLProblem(
            "Column \(number) has no usable name (\(name.prefix(63).debugDescription)); name it with AS: \(Name.rule).")
    }

    static func type(of column: (name: String, type: StoredType)) throws -> FieldType {
        switch column.type {
        case .stored(let type): return type
        case .refused(let remedy):
            throw SQLProblem("The column \(column.name) has a type that cannot be stored; \(remedy).")
        }
    }
}
