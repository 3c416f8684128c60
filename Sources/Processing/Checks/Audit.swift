import BasinCore
import BasinEngines

/// Judges staged files: the checks and the checksum, read back from what is stored. The same for every engine.
package struct Audit {
    private let order: WorkOrder
    private let query: ChecksQuery

    /// - Throws: `WorkFailure` when the checks do not fit the order's columns.
    package init(_ order: WorkOrder) throws {
        self.order = order
        query = try ChecksQuery(order)
    }

    /// Blocks. Stops soon after `cancellation` says so.
    /// - Throws: `WorkFailure`.
    package func run(_ staged: Staged, cancellation: RunCancellation) throws -> AuditedOutput {
        do {
            let output = WorkInput(name: order.dataset, columns: order.columns, files: staged.files.map(\.path))
            let others = order.checkInputs.filter { $0.name != order.dataset }
            let sandbox = try RunSandbox(inputs: [output] + others, files: [], limits: order.limits)
            return try cancellation.watching(sandbox.connection) {
                let checksum = try checksum(sandbox)
                let checks = try results(sandbox)
                return AuditedOutput(files: staged.files, rows: checksum.rows, checksum: checksum.text, checks: checks)
            }
        } catch {
            throw EngineFailure.of(error, order, inputs: order.checkInputs, isCheck: true)
        }
    }

    /// Sums and exclusive ors do not care about order; the two together notice what one of them alone would miss.
    private func checksum(_ sandbox: RunSandbox) throws -> (rows: Int64, text: String) {
        let hash = "hash(\(order.columns.map(\.name.sqlIdentifier).joined(separator: ", ")))"
        let sql =
            "SELECT count(*), printf('%x', coalesce(sum(h), 0)::UHUGEINT % 18446744073709551616), "
            + "printf('%x', coalesce(bit_xor(h), 0)) FROM (SELECT \(hash) AS h FROM \(query.table))"
        var answer: (rows: Int64, text: String)?
        try sandbox.connection.query(sql).forEachChunk { chunk in
            guard chunk.rowCount > 0, let rows = chunk.int64(column: 0, row: 0),
                let sum = chunk.string(column: 1, row: 0),
                let mix = chunk.string(column: 2, row: 0)
            else { return }
            answer = (rows, "\(String(rows, radix: 16))-\(sum)-\(mix)")
        }
        guard let answer else { throw WorkFailure(.other, "The checksum of \(order.dataset) could not be read back.") }
        return answer
    }

    private func results(_ sandbox: RunSandbox) throws -> [CheckResult] {
        if order.checks.isEmpty { return [] }
        try requireLiterals(sandbox)
        let cells = try cells(sandbox)
        var next = 1
        return try order.checks.enumerated().map { index, check in
            var cell: Int64?
            if query.cell(check) != nil {
                cell = cells[next]
                next += 1
            }
            return try result(check, number: index, cell: cell, rows: cells[0] ?? 0, sandbox)
        }
    }

    private func cells(_ sandbox: RunSandbox) throws -> [Int64?] {
        var cells: [Int64?] = []
        let result = try sandbox.connection.query(query.aggregate(order.checks), errorCode: .query)
        let width = result.columnNames.count
        try result.forEachChunk { chunk in
            if chunk.rowCount > 0 { cells = (0..<width).map { chunk.int64(column: $0, row: 0) } }
        }
        guard cells.count == width else { throw WorkFailure(.other, "The checks of \(order.dataset) got no answer.") }
        return cells
    }

    /// A value that is none of its column's type would compare as null, and the check would always pass.
    private func requireLiterals(_ sandbox: RunSandbox) throws {
        let literals = order.checks.flatMap { check in query.literals(check).map { (check, $0.value, $0.sql) } }
        for (check, value, sql) in literals {
            let isNull = try sandbox.connection.query("SELECT CAST(\(sql) IS NULL AS BIGINT)", errorCode: .query)
                .integer()
            guard isNull == 0 else {
                throw ChecksQuery.wrong(
                    check, "holds \(value.debugDescription), which is no value of its column's type.")
            }
        }
    }

    private func result(
        _ check: Check, number: Int, cell: Int64?, rows: Int64, _ sandbox: RunSandbox
    ) throws -> CheckResult {
        var result = CheckResult(name: check.name, isBlocking: check.isBlocking, passed: true, message: "")
        switch check.rule {
        case .rowCount(let min, let max):
            result.passed = rows >= Int64(min ?? 0) && rows <= max.map(Int64.init) ?? .max
            result.message = CheckWords.rowCount(min: min, max: max, found: rows)
            return result
        case .freshness(let column, let seconds):
            let end = order.bounds?.upperBound ?? order.asOf
            let latest = cell.map(Timestamp.init(microseconds:))
            result.passed = latest.map { $0 >= end + .seconds(-seconds) } ?? false
            result.message = CheckWords.freshness(column, seconds: seconds, end: end, latest: latest)
            return result
        case .sql(let sql):
            let view = "_check_\(number)"
            do {
                try sandbox.define(view, sql)
                result.failingRows = try sandbox.connection.query("SELECT count(*) FROM \(view)", errorCode: .query)
                    .integer()
                if result.failingRows > 0 { result.sampleRows = try samples("FROM \(view)", sandbox) }
            } catch let error as BasinError where error.code == .query {
                var failure = EngineFailure.of(error, order, inputs: order.checkInputs, isCheck: true)
                if failure.kind == .userError { failure.message = "The check \(check.name): \(failure.message)" }
                throw failure
            }
        case .notNull, .acceptedValues, .range:
            result.failingRows = cell ?? 0
        case .unique, .foreignKey:
            if let count = query.count(check) {
                result.failingRows = try sandbox.connection.query(count, errorCode: .query).integer()
            }
        }
        result.passed = result.failingRows == 0
        if !result.passed, let failing = query.failingRows(check) { result.sampleRows = try samples(failing, sandbox) }
        result.message =
            if case .sql = check.rule { "The check's SQL should find no row; it finds \(result.failingRows)." } else {
                CheckWords.rows(check, failing: result.failingRows, of: rows)
            }
        return result
    }

    private func samples(_ rows: String, _ sandbox: RunSandbox) throws -> [String] {
        try CheckSamples(masked: order.maskedColumns).read(rows, through: sandbox.connection)
    }
}
