import BasinCore
package import BasinEngines

/// Runs checked SQL in a `QuerySandbox` and writes the result down.
package struct QueryRunner: Sendable {
    /// Where a Parquet result waits while it is handed on: a folder of ours, on a disk that may hold data in clear but
    /// for personal values, which are masked before.
    private let directory: String
    let limits: QueryLimits

    package init(directory: String, limits: QueryLimits = QueryLimits()) {
        self.directory = directory
        self.limits = limits
    }

    /// Blocks until the last byte is taken. Memory holds a few thousand rows of a CSV, JSON or Arrow result, whatever its size.
    ///
    /// - Parameters:
    ///   - arguments: one for every parameter in `query.parameters`.
    ///   - tables: one for every name in `query.datasets`. A result with opened columns cannot be Parquet.
    ///   - pseudonym: the pseudonym of an original subject id; nil when there is none.
    ///   - rows: rows at most, on top of the runner's own limit.
    ///   - emit: takes the bytes in order; when it throws, the query stops with that error.
    /// - Throws: `.query` for what the person can mend, also for too much time or memory; `.system` otherwise. Bytes that
    ///   were already taken then belong to no result.
    package func run(
        _ query: CheckedQuery, _ arguments: [SQLArgument] = [], tables: [QueryTable],
        pseudonym: (String) throws -> String?, format: QueryFormat, rows: Int? = nil, cancellation: QueryCancellation = QueryCancellation(),
        emit: @escaping ([UInt8]) throws -> Void
    ) throws -> QuerySummary {
        guard format != .parquet || !tables.contains(where: { $0.columns.contains(where: \.isOpened) }) else {
            throw BasinError(
                .query,
                "A Parquet result waits on the disk, where no personal value may be in clear; ask for json, csv or arrow, or leave out what you have a grant for.")
        }
        let file = format == .parquet ? try ResultFile(directory: directory) : nil
        return try inSandbox(query, arguments, tables, pseudonym, output: file?.path, cancellation) { sandbox, taken in
            let limit = [rows, limits.rows].compactMap(\.self).min().map { " LIMIT \(max(0, $0))" } ?? ""
            let count =
                if let file {
                    try write(sandbox, taken, file, limit: limit, cancellation, emit)
                } else if format == .arrow {
                    try ArrowResult(taken, in: sandbox).write(
                        limit: limit, check: { try cancellation.check(time: limits.time) }, emit: emit)
                } else {
                    try write(sandbox, taken, format: format, limit: limit, cancellation, emit)
                }
            return QuerySummary(
                rows: count, columns: taken.columns.map(\.name),
                operatorMicros: limits.threads > 1 ? sandbox.connection.operatorMicros : nil)
        }
    }

    /// Runs `body` where the SQL was taken in, within the limits, and says of a failure what the person can do.
    /// - Parameter output: the one file that may be written, if any.
    func inSandbox<Value>(
        _ query: CheckedQuery, _ arguments: [SQLArgument], _ tables: [QueryTable], _ pseudonym: (String) throws -> String?,
        output: String? = nil, _ cancellation: QueryCancellation, _ body: (QuerySandbox, TakenQuery) throws -> Value
    ) throws -> Value {
        let missing = query.datasets.subtracting(tables.map(\.name))
        guard missing.isEmpty else {
            throw BasinError(.system, "The query was not given the files of \(missing.sorted().joined(separator: ", ")).")
        }
        let pseudonyms = try query.subjects.reduce(into: [String: String?]()) { $0.updateValue(try pseudonym($1), forKey: $1) }
        let used = tables.filter { query.datasets.contains($0.name) }
        do {
            let sandbox = try QuerySandbox(tables: used, pseudonyms: pseudonyms, limits: limits, output: output)
            return try cancellation.watching(sandbox.connection, time: limits.time) {
                try body(sandbox, try sandbox.take(query, arguments))
            }
        } catch let error as BasinError {
            throw Self.missingFile(used) ?? QueryFailure.explained(error)
        }
    }

    /// Why a query failed whose files are not all there. Asked only after a failure: there may be many files.
    private static func missingFile(_ tables: [QueryTable]) -> BasinError? {
        guard let table = tables.first(where: { $0.files.contains { !ResultFile.exists($0) } }) else { return nil }
        return BasinError(
            .damaged,
            "A file of the dataset \(table.name) is missing in the warehouse; the operator has to restore it from a backup.")
    }

    private func write(
        _ sandbox: QuerySandbox, _ taken: TakenQuery, format: QueryFormat, limit: String,
        _ cancellation: QueryCancellation, _ emit: @escaping ([UInt8]) throws -> Void
    ) throws -> Int {
        let cells = taken.columns.map { column in
            let name = column.name.sqlIdentifier
            return format == .json ? CellText.json(name, column.type) : CellText.plain(name, column.type)
        }
        var rows = ResultRows(format: format, columns: taken.columns.map(\.name), emit: emit)
        let sql = "SELECT \(cells.joined(separator: ", ")) FROM (FROM \(taken.source)\(limit))"
        try sandbox.connection.stream(sql, arguments: taken.arguments, errorCode: .query) { chunk in
            try cancellation.check(time: limits.time)
            try rows.append(chunk)
        }
        try rows.finish()
        return rows.count
    }

    private func write(
        _ sandbox: QuerySandbox, _ taken: TakenQuery, _ file: ResultFile, limit: String, _ cancellation: QueryCancellation,
        _ emit: ([UInt8]) throws -> Void
    ) throws -> Int {
        // Without USE_TMP_FILE DuckDB would write beside the one path that it may use.
        let count = try sandbox.connection.query(
            "COPY (FROM \(taken.source)\(limit)) TO \(file.path.sqlLiteral) "
                + "(FORMAT parquet, COMPRESSION zstd, USE_TMP_FILE false)", arguments: taken.arguments, errorCode: .query
        ).integer()
        try file.read { piece in
            try cancellation.check(time: limits.time)
            try emit(piece)
        }
        return Int(count)
    }
}
