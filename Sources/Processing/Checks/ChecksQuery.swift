package import BasinCore

/// The SQL of an order's checks: one aggregate over the output for all rules that look at a row or at the whole, and one
/// statement each for the rules that compare rows with others. Nothing is executed here.
package struct ChecksQuery: Sendable {
    /// What the checks read the output as.
    let table: String
    private let own: String
    private let columns: [String: FieldType]
    private let keys: [String: [String: FieldType]]

    /// - Throws: `WorkFailure` of kind `userError` when a check names a column or a dataset that is not there, or a value
    ///   that is none of its column's type. Found before anything runs.
    package init(_ order: WorkOrder) throws {
        table = order.dataset.sqlIdentifier
        own = order.dataset
        columns = Dictionary(order.columns.map { ($0.name, $0.type) }) { first, _ in first }
        keys = Dictionary(
            order.checkInputs.map { ($0.name, Dictionary($0.columns.map { ($0.name, $0.type) }) { first, _ in first }) }
        ) { first, _ in first }
        for check in order.checks { try validate(check) }
    }

    /// The cells of the aggregate, in order: the output's row count, then one for each check that is part of it.
    package func aggregate(_ checks: [Check]) -> String {
        "SELECT " + (["count(*)"] + checks.compactMap(cell)).joined(separator: ", ") + " FROM \(table)"
    }

    /// What the check asks of the aggregate, as a BIGINT: failing rows, or the latest microsecond; nil when it has a
    /// statement of its own, or needs no more than the row count.
    package func cell(_ check: Check) -> String? {
        switch check.rule {
        case .rowCount, .unique, .foreignKey, .sql: nil
        case .freshness(let column, _): "epoch_us(CAST(max(\(column.sqlIdentifier)) AS TIMESTAMPTZ))"
        case .notNull, .acceptedValues, .range: failing(check).map { "count(*) FILTER (WHERE \($0))" }
        }
    }

    /// The rows that break the rule; nil for rules about the whole, and for `sql`, whose view is all of them.
    package func failingRows(_ check: Check) -> String? {
        switch check.rule {
        case .rowCount, .freshness, .sql: return nil
        case .notNull, .acceptedValues, .range: return failing(check).map { "SELECT * FROM \(table) WHERE \($0)" }
        case .unique(let names):
            // Names of ours begin with an underscore, which no column that people name does.
            let list = names.map(\.sqlIdentifier).joined(separator: ", ")
            let present = names.map { "\($0.sqlIdentifier) IS NOT NULL" }.joined(separator: " AND ")
            return "SELECT _t.* FROM \(table) AS _t SEMI JOIN (SELECT \(list) FROM \(table) WHERE \(present) "
                + "GROUP BY \(list) HAVING count(*) > 1) AS _d USING (\(list))"
        case .foreignKey(let column, let dataset, let key):
            let name = column.sqlIdentifier
            return "SELECT _t.* FROM \(table) AS _t WHERE _t.\(name) IS NOT NULL AND NOT EXISTS "
                + "(SELECT 1 FROM \(dataset.sqlIdentifier) AS _k WHERE _k.\(key.sqlIdentifier) = _t.\(name))"
        }
    }

    /// The statement that counts, for rules with one of their own. Counting duplicates needs no join.
    package func count(_ check: Check) -> String? {
        switch check.rule {
        case .unique(let names):
            let list = names.map(\.sqlIdentifier).joined(separator: ", ")
            let present = names.map { "\($0.sqlIdentifier) IS NOT NULL" }.joined(separator: " AND ")
            return "SELECT CAST(coalesce(sum(_n), 0) AS BIGINT) FROM (SELECT count(*) AS _n FROM \(table) "
                + "WHERE \(present) GROUP BY \(list) HAVING count(*) > 1)"
        case .foreignKey: return failingRows(check).map { "SELECT count(*) FROM (\($0))" }
        default: return nil
        }
    }

    /// Literals that must be of their column's type, each with its cast: null where one is not.
    package func literals(_ check: Check) -> [(value: String, sql: String)] {
        switch check.rule {
        case .acceptedValues(let column, let values): values.map { ($0, tryCast($0, column)) }
        case .range(let column, let min, let max): [min, max].compactMap(\.self).map { ($0, tryCast($0, column)) }
        default: []
        }
    }

    private func failing(_ check: Check) -> String? {
        switch check.rule {
        case .notNull(let column): return "\(column.sqlIdentifier) IS NULL"
        case .acceptedValues(let column, let values):
            let list = values.map { tryCast($0, column) }.joined(separator: ", ")
            let isOther = list.isEmpty ? "true" : "\(column.sqlIdentifier) NOT IN (\(list))"
            return "\(column.sqlIdentifier) IS NOT NULL AND \(isOther)"
        case .range(let column, let min, let max):
            let bounds = [
                min.map { "\(column.sqlIdentifier) < \(tryCast($0, column))" },
                max.map { "\(column.sqlIdentifier) > \(tryCast($0, column))" },
            ].compactMap(\.self)
            return bounds.isEmpty ? "false" : bounds.joined(separator: " OR ")
        default: return nil
        }
    }

    private func tryCast(_ value: String, _ column: String) -> String {
        "TRY_CAST(\(value.sqlLiteral) AS \(columns[column]?.duckDBName ?? "VARCHAR"))"
    }
}

extension ChecksQuery {
    private func validate(_ check: Check) throws {
        switch check.rule {
        case .rowCount, .sql: break
        case .notNull(let column): _ = try type(column, check)
        case .unique(let names):
            guard !names.isEmpty else { throw Self.wrong(check, "names no column; name at least one.") }
            for name in names { _ = try type(name, check) }
        case .acceptedValues(let column, _): try requirePlain(column, check, "accepted values")
        case .range(let column, _, _): try requirePlain(column, check, "a range")
        case .freshness(let column, _):
            let type = try type(column, check)
            guard type == .timestamp || type == .date else {
                throw Self.wrong(check, "needs a timestamp or a date, and \(column) is \(type).")
            }
        case .foreignKey(let column, let dataset, let key):
            _ = try type(column, check)
            guard dataset != own else { throw Self.wrong(check, "refers to its own dataset; use a sql check.") }
            guard let known = keys[dataset] else {
                throw Self.wrong(check, "refers to the dataset \(dataset), which the run was not given.")
            }
            guard known[key] != nil else {
                throw Self.wrong(check, "refers to the column \(key) of \(dataset), which has no such column.")
            }
        }
    }

    private func requirePlain(_ column: String, _ check: Check, _ what: String) throws {
        switch try type(column, check) {
        case .list, .structure, .binary:
            throw Self.wrong(check, "asks for \(what) of \(column), which is not one readable value; use a sql check.")
        default: break
        }
    }

    private func type(_ column: String, _ check: Check) throws -> FieldType {
        guard let type = columns[column] else {
            let known = columns.keys.sorted().prefix(20).joined(separator: ", ")
            throw Self.wrong(check, "names the column \(column), which the output does not have; it has \(known).")
        }
        return type
    }

    static func wrong(_ check: Check, _ what: String) -> WorkFailure {
        WorkFailure(.userError, "The check \(check.name) \(what)")
    }
}
