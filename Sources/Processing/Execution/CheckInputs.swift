import BasinCore
import BasinEngines
import BasinMetastore

/// The datasets that checks read beside the partition itself, as a worker may read them: whole, in their current revisions.
enum CheckInputs {
    /// - Throws: `RunFailure` for a check whose SQL is not allowed.
    static func of(_ dataset: Dataset, _ parser: QueryParser, in snapshot: Snapshot) throws -> [WorkInput] {
        var names: Set<String> = []
        for check in dataset.checks {
            switch check.rule {
            case .foreignKey(_, let other, _): names.insert(other)
            case .sql(let sql): names.formUnion(try reads(sql, of: check, parser))
            default: break
            }
        }
        names.remove(dataset.name)
        guard !names.isEmpty else { return [] }
        let types = try snapshot.eventTypes(named: names).map { ($0.name, $0.id, $0.schema.columns) }
        let datasets = try snapshot.datasets(named: names).map { ($0.dataset.name, $0.dataset.id, $0.dataset.storedColumns) }
        return try (types + datasets).map { name, id, columns in
            WorkInput(name: name, columns: columns, files: try snapshot.files(typeID: id, sealedOnly: true).map(\.path))
        }
    }

    /// Judged again, whatever was judged when the definition was applied.
    private static func reads(_ sql: String, of check: Check, _ parser: QueryParser) throws -> Set<String> {
        do {
            return try parser.reads(sql)
        } catch let problem as SQLProblem {
            throw RunFailure(.userError, "The check \(check.name) cannot be run: \(problem.message)")
        }
    }
}
