import BasinCore

/// Whether what a definition says about who sees which rows can be asked of its rows.
struct RowRules {
    let name: String
    let access: DataAccess
    let table: KnownTable
    let teams: Set<String>
    let sql: SQLReader

    /// What is wrong, and what to do.
    var problems: [(message: String, remedy: String)] {
        access.rows.flatMap { rule in
            let unknown = rule.teams.filter { !teams.contains($0) }
                .map { ("`rows` names \(quoted($0)), which is not a team of teams.yaml", "name one that is, or add it there") }
            return unknown + [problem(with: rule.condition)].compactMap(\.self)
        }
    }

    private func problem(with condition: String) -> (message: String, remedy: String)? {
        do {
            let names = try sql.condition(condition)
            if let sealed = table.columns.first(where: { $0.isSealed && names.contains($0.name.lowercased()) }) {
                return (
                    "a condition of `rows` names \(quoted(sealed.name)), whose values are sealed and cannot be compared",
                    "name a column that is not personal"
                )
            }
            // Binds names and types; what depends on the clock or on chance is refused, so that who sees a row does not change by itself.
            try sql.check("SELECT 1 AS sees FROM \(name.sqlIdentifier) WHERE (\n\(condition)\n)", [name: table])
            return nil
        } catch let problem as SQLReader.Problem {
            return ("a condition of `rows` cannot be asked: \(problem.message)", "correct it")
        } catch {
            return ("a condition of `rows` cannot be asked: \((error as? BasinError)?.message ?? "it failed")", "correct it")
        }
    }
}
