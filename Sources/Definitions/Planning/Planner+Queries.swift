import BasinCore

/// Saved queries. They hold no data, so any change may be applied that can run.
extension Planner {
    mutating func compareQueries(_ desired: [SavedQueryDefinition], _ current: [SavedQuery], _ tools: PlanTools) {
        let stored = Dictionary(current.map { ($0.name, $0) }) { first, _ in first }
        let known = Set(plan.result.filter { !$0.isRemoved }.map(\.name) + plan.datasets.filter { !$0.isRemoved }.map(\.name))
        for definition in desired.sorted(by: { $0.query.name < $1.query.name }) {
            var query = definition.query
            let reasons = Self.refusals(definition, &query, known, tools.sql)
            let before = stored[query.name]
            guard reasons.isEmpty else {
                plan.changes.append(Change(object: .query(query.name), kind: .breaking, details: reasons))
                if let before { plan.queries.append(before) }
                continue
            }
            plan.queries.append(query)
            let details = before.map { Self.changes($0, query) } ?? [Self.outline(query)]
            let kind: Change.Kind = before == nil ? .new : before == query ? .unchanged : .changed
            plan.changes.append(Change(object: .query(query.name), kind: kind, details: before == query ? [] : details))
        }
        let kept = Set(desired.map(\.query.name))
        for query in current where !kept.contains(query.name) {
            plan.changes.append(
                Change(object: .query(query.name), kind: .removed, details: ["Nobody can run it by its name any more."]))
        }
    }

    private static func refusals(
        _ definition: SavedQueryDefinition, _ query: inout SavedQuery, _ known: Set<String>, _ sql: SQLReader
    ) -> [String] {
        let read: SQLReader.Question
        do {
            read = try sql.question(query.sql, known)
        } catch let problem as SQLReader.Problem {
            return ["\(definition.sqlFile):\(problem.line): \(problem.message)"]
        } catch {
            return ["\(definition.sqlFile):1: \((error as? BasinError)?.message ?? "\(error)")"]
        }
        query.datasets = read.datasets.sorted()
        query.columns = read.columns.sorted()
        let declared = Set(query.parameters.map(\.name))
        var reasons = read.parameters.subtracting(declared).sorted().map { name in
            "\(definition.file):1: The SQL uses $\(name), which is not declared: add it to `parameters` with a type."
        }
        for parameter in query.parameters {
            let line = definition.lines["parameters." + parameter.name] ?? 1
            if !read.parameters.contains(parameter.name) {
                reasons.append("\(definition.file):\(line): The SQL does not use $\(parameter.name): use it, or remove it.")
            }
            if let problem = sql.argumentProblem(parameter.type, parameter.value) {
                reasons.append("\(definition.file):\(line): The parameter \(parameter.name) \(problem)")
            }
        }
        return reasons
    }

    private static func outline(_ query: SavedQuery) -> String {
        let reads = query.datasets.isEmpty ? "no dataset" : query.datasets.joined(separator: ", ")
        let takes = query.parameters.isEmpty ? "" : " and takes \(query.parameters.map(\.name).joined(separator: ", "))"
        return "It reads \(reads)\(takes), with the rights of whoever runs it."
    }

    private static func changes(_ before: SavedQuery, _ after: SavedQuery) -> [String] {
        var details: [String] = []
        if before.sql != after.sql || before.datasets != after.datasets || before.parameters.map(\.name) != after.parameters.map(\.name) {
            details.append("Its SQL changes. " + outline(after))
        } else if before.parameters != after.parameters {
            details.append("What its parameters may be changes.")
        }
        if before.owner != after.owner { details.append("It belongs to \(after.owner) instead of \(before.owner).") }
        if before.description != after.description { details.append("The description changes.") }
        // It was applied by a Basin that did not look.
        if details.isEmpty { details.append("Lineage will know which columns it reads.") }
        return details
    }
}
