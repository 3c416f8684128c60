import BasinCore

/// What columns datasets have, and whether that is what was declared.
extension DatasetPlanner {
    /// The output's columns without ids; nil when it was reported why there are none.
    mutating func columns(of definition: DatasetDefinition) -> [DatasetColumn]? {
        let dataset = definition.dataset
        if case .command(_, let fields) = dataset.work {
            return fields.map {
                DatasetColumn(
                    name: $0.name, type: $0.type, id: 0, classification: $0.classification, description: $0.description)
            }
        }
        let before = problems.count
        do {
            var columns = try analysed(definition).columns
            for index in columns.indices {
                columns[index].description = dataset.columns[columns[index].name]?.description
            }
            compareDeclared(definition, columns)
            return problems.count > before ? nil : columns
        } catch {
            report(error, in: definition)
            return nil
        }
    }

    private func analysed(_ definition: DatasetDefinition) throws -> AnalysedSQL {
        let dataset = definition.dataset
        var known: [String: KnownTable] = [:]
        for name in reads[dataset.name, default: []] { known[name] = tables[name] }
        guard reads[dataset.name, default: []].contains(dataset.name) else {
            return try tools.sql.analyse(dataset, known)
        }
        // What its own columns are is known only from the SQL that reads them. Their types are declared; what they say
        // about a person is found in rounds, which only ever make it stricter.
        var own = dataset.columns.sorted { $0.key < $1.key }.compactMap { name, column in
            column.type.map {
                DatasetColumn(
                    name: name, type: $0, id: 0, classification: column.classification ?? .none,
                    isSealed: column.classification?.isSealed ?? false)
            }
        }
        for _ in 0..<10 {
            known[dataset.name] = KnownTable(granularity: dataset.granularity, columns: own)
            let result = try tools.sql.analyse(dataset, known)
            let next = result.columns.map { column in
                DatasetColumn(
                    name: column.name, type: dataset.columns[column.name]?.type ?? column.type, id: 0,
                    classification: column.classification, isSealed: column.isSealed, isSubject: column.isSubject)
            }
            if next == own { return result }
            own = next
        }
        throw BasinError(
            .definition,
            "What the columns say about a person does not settle, because each follows from the partition before; declare "
                + "`classification` for the columns of \(quoted(dataset.name)).")
    }

    private mutating func compareDeclared(_ definition: DatasetDefinition, _ columns: [DatasetColumn]) {
        let dataset = definition.dataset
        let found = Dictionary(columns.map { ($0.name, $0) }) { first, _ in first }
        for (name, declared) in dataset.columns.sorted(by: { $0.key < $1.key }) {
            guard let column = found[name] else {
                report(
                    definition, at: "columns.\(name)", "the SQL gives no column \(quoted(name))",
                    "remove it from `columns`, or correct the name: \(columns.map(\.name).listed ?? "the SQL gives none")"
                )
                continue
            }
            if let type = declared.type, type.description != column.type.description {
                report(
                    definition, at: "columns.\(name)",
                    "the column \(quoted(name)) is declared \(type), and the SQL gives \(column.type)",
                    "correct `type`, or write CAST(… AS \(type.duckDBName)) in the SQL")
            }
        }
        guard reads[dataset.name, default: []].contains(dataset.name) else { return }
        let untyped = columns.map(\.name).filter { dataset.columns[$0]?.type == nil }
        if let list = untyped.listed {
            report(
                definition, at: "columns",
                "the dataset reads itself, and the types of its columns are not declared: \(list)",
                "add each under `columns`, as `\(untyped[0]): {type: \(found[untyped[0]]?.type.description ?? "int64")}`"
            )
        }
    }

    // MARK: Checks

    /// Once all columns are known, because a foreign key may name a dataset that reads this one.
    mutating func checkChecks(_ names: [String]) {
        let planned = Dictionary(result.map { ($0.id, $0.columns) }) { first, _ in first }
        for name in names where !failed.contains(name) {
            guard let definition = definitions[name], !definition.dataset.checks.isEmpty, let id = ids[name],
                let columns = planned[id]
            else { continue }
            let rules = CheckRules(columns: columns, tables: tables)
            for check in definition.dataset.checks {
                checkCheck(check, definition, rules)
            }
        }
    }

    private mutating func checkCheck(_ check: Check, _ definition: DatasetDefinition, _ rules: CheckRules) {
        let key = "checks.\(check.name)"
        let what = "the check \(quoted(check.name)) cannot be made: "
        if case .foreignKey(_, let dataset, _) = check.rule, failed.contains(dataset) { return }
        if let problem = rules.problem(with: check.rule) {
            return report(definition, at: key, what + problem.message, problem.remedy)
        }
        guard case .sql(let query) = check.rule else { return }
        do {
            let names = try tools.sql.reads(query).sorted()
            // What is wrong there is told there.
            if names.contains(where: { $0 != definition.name && failed.contains($0) }) { return }
            var known: [String: KnownTable] = [:]
            for name in names {
                guard let table = tables[name] else {
                    return report(
                        definition, at: key, what + "no event type or dataset is called \(quoted(name))",
                        "read the dataset by its own name, \(quoted(definition.name)), or another one that is declared")
                }
                known[name] = table
            }
            try tools.sql.check(query, known)
        } catch {
            report(definition, at: key, what + Self.message(error), "")
        }
    }
}
