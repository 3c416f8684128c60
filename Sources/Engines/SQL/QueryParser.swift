import BasinCore
import Foundation
import Synchronization

/// Turns SQL that people write into a `CheckedQuery`, or says why not. Nothing of the SQL is executed: it becomes
/// DuckDB's own syntax tree in a private instance without tables, and the tree is judged by `SyntaxTreeCheck`.
///
/// Blocks for milliseconds. Safe to share: callers take turns.
package final class QueryParser: Sendable {
    /// Most bytes of SQL.
    package static let maximumBytes = 128 * 1024
    static let maximumConditionBytes = 4096
    /// Nesting that DuckDB may work through; its own default is more than a thread's stack is sure to hold.
    static let maximumDepth = 250

    /// nil until first used, and again after DuckDB failed in a way that may have hurt the instance.
    private let connection = Mutex<DuckDBConnection?>(nil)

    package init() {}

    /// SQL that a person asks.
    ///
    /// - Parameter datasets: the names that may be read. Names are found whatever their case, as in SQL.
    /// - Throws: `.query` when the SQL is not one readable SELECT, or names something that is not allowed.
    package func check(_ sql: String, datasets: some Sequence<String>) throws -> CheckedQuery {
        var check = SyntaxTreeCheck(datasets: datasets)
        do {
            try check.run(try tree(sql))
            let query = CheckedQuery(
                sql: sql, datasets: check.used, subjects: check.subjects, columns: check.readColumns,
                parameters: check.parameters)
            return check.parameters.isEmpty ? query : try withBody(query, datasets)
        } catch let problem as SQLProblem { throw problem.error }
    }

    /// A view holds no parameters, so that such SQL stands in parentheses; it is judged again as it will stand there.
    private func withBody(_ query: CheckedQuery, _ datasets: some Sequence<String>) throws -> CheckedQuery {
        let body = try body(query)
        var check = SyntaxTreeCheck(datasets: datasets)
        try check.run(try tree("FROM (\n\(body)\n)"))
        guard check.used == query.datasets, check.parameters == query.parameters, check.subjects == query.subjects else {
            throw SQLProblem("The SQL means something else in parentheses; write it as one plain SELECT.")
        }
        return CheckedQuery(
            sql: query.sql, datasets: query.datasets, subjects: query.subjects, columns: query.columns,
            parameters: query.parameters, body: body)
    }

    /// What would stand behind WHERE: a condition that looks at one row at a time.
    ///
    /// - Throws: `.query` when it is more than that, or calls what is not allowed.
    package func checkCondition(_ sql: String) throws -> CheckedCondition {
        guard sql.utf8.count <= Self.maximumConditionBytes else {
            throw BasinError(.query, "The condition is longer than \(Self.maximumConditionBytes / 1024) KiB; shorten it.")
        }
        var check = SyntaxTreeCheck(datasets: [], purpose: .condition)
        do {
            try check.runCondition(try tree("SELECT 1 " + CheckedCondition.whereClause(sql)))
        } catch let problem as SQLProblem { throw BasinError(.query, problem.message) }
        return CheckedCondition(sql: sql, names: check.columns)
    }

    /// SQL that makes a dataset. It may name `$partition_start` and `$partition_end`, and nothing that depends on the
    /// clock, on chance or on an order that is not given.
    ///
    /// - Throws: `SQLProblem` for what its author can mend.
    package func checkPipeline(_ sql: String, datasets: some Sequence<String>) throws -> CheckedQuery {
        try checkPipeline(sql, SyntaxTreeCheck(datasets: datasets, purpose: .pipeline))
    }

    private func checkPipeline(_ sql: String, _ check: SyntaxTreeCheck) throws -> CheckedQuery {
        var check = check
        do { try check.run(try tree(sql)) } catch let error as BasinError where error.code == .query {
            throw SQLProblem(error.message, place: SQLProblem.Place(offset: check.location, in: sql))
        }
        return CheckedQuery(sql: sql, datasets: check.used, subjects: [], columns: check.readColumns, parameters: check.parameters)
    }

    /// The names that a pipeline's SQL reads, whether or not there are such datasets.
    /// - Throws: as `checkPipeline`.
    package func reads(_ sql: String) throws -> Set<String> { try checkPipeline(sql, SyntaxTreeCheck(purpose: .pipeline)).datasets }

    /// The SQL without a semicolon at its end, so that it may stand in parentheses on lines of its own.
    func body(_ query: CheckedQuery) throws -> String {
        let whole = try serialize(query.sql)
        var text = Substring(query.sql)
        for _ in 0..<Self.mostSemicolons {
            // DuckDB says which semicolon ends the statement: quotes and comments hold others.
            if try serialize(String(text)) == whole, try isReadable("FROM (\n\(text)\n)") { return String(text) }
            guard let end = text.lastIndex(of: ";") else { break }
            text = text[..<end]
        }
        throw SQLProblem("The SQL does not end where it should; remove the semicolon at its end.")
    }

    private static let mostSemicolons = 20

    private func isReadable(_ sql: String) throws -> Bool { (try? tree(sql)) != nil }

    /// The answer of `json_serialize_sql`, decoded.
    private func tree(_ sql: String) throws -> [String: Any] {
        guard sql.utf8.count <= Self.maximumBytes else {
            throw BasinError(.query, "The SQL is longer than \(Self.maximumBytes / 1024) KiB; shorten it.")
        }
        // A C string ends at the first zero byte: what is checked would not be what is run.
        guard !sql.utf8.contains(0) else { throw BasinError(.query, "The SQL holds a zero byte; remove it.") }
        let json = try serialize(sql)
        guard let tree = try? JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
            throw BasinError(.query, "The SQL is nested too deeply or holds an endless number; simplify it.")
        }
        guard tree["error"] as? Bool == false else {
            let reason = tree["error_message"] as? String ?? "no reason given"
            if tree["error_type"] as? String == "not implemented" {
                throw BasinError(.query, "Only one SELECT is allowed (also VALUES, FROM … and WITH … SELECT), nothing else.")
            }
            let offset = (tree["position"] as? String).flatMap { Int($0) }
            throw SQLProblem("The SQL cannot be read: \(reason)", place: SQLProblem.Place(offset: offset, in: sql))
        }
        try ColumnEffort.check(tree)
        return tree
    }

    private func serialize(_ sql: String) throws -> String {
        try connection.withLock { slot in
            do {
                let connection = try slot ?? Self.open()
                slot = connection
                var json: String?
                try connection.query("SELECT json_serialize_sql(?::VARCHAR)", [.text(sql)], errorCode: .query)
                    .forEachChunk { chunk in if chunk.rowCount > 0 { json = chunk.string(column: 0, row: 0) } }
                guard let json else { throw BasinError(.query, "The SQL cannot be read.") }
                return json
            } catch let error as BasinError {
                slot = nil
                throw QueryFailure.explained(error)
            }
        }
    }

    /// An instance that can read SQL and nothing else.
    static func open() throws -> DuckDBConnection {
        let database = try DuckDB(
            threads: 1, memoryLimit: "512MB",
            settings: [
                "autoinstall_known_extensions": "false", "autoload_known_extensions": "false",
            ])
        let connection = try database.connect()
        try connection.execute("SET enable_external_access = false")
        try connection.execute("SET max_expression_depth = \(maximumDepth)")
        try connection.execute("SET lock_configuration = true")
        return connection
    }
}
