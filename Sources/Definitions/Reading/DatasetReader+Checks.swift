import BasinCore
import Yams

/// What a revision must pass before it is published.
extension DatasetReader {
    private static let rules = [
        "row_count", "not_null", "unique", "accepted_values", "range", "foreign_key", "freshness", "sql",
    ]
    private static let shape =
        "write each check as `- not_null: [user_id]`, with one of \(rules.joined(separator: ", "))"

    mutating func readChecks(_ entry: Entry) -> [Check] {
        guard case .sequence(let sequence) = entry.value else {
            file.report(entry.value.place, "`checks` is not a list", Self.shape)
            return []
        }
        var checks: [Check] = []
        for node in sequence {
            for check in readCheck(node) {
                if checks.count == DefinitionLimits.checks {
                    file.report(
                        node.place, "the dataset has more than \(DefinitionLimits.checks) checks",
                        "put several conditions into a check of SQL")
                    return checks
                }
                if checks.contains(where: { $0.name == check.name }) {
                    file.report(
                        node.place, "a check is called \(quoted(check.name)) already",
                        "give one of the two another `name`, or remove it")
                }
                lines["checks.\(check.name)"] = node.place?.line
                checks.append(check)
            }
        }
        return checks
    }

    private mutating func readCheck(_ node: Node) -> [Check] {
        guard
            let keys = file.entries(
                of: node, "a check", remedy: Self.shape, allowed: Self.rules + ["name", "severity"])
        else { return [] }
        let found = Self.rules.filter { keys[$0] != nil }
        guard found.count == 1, let entry = keys[found[0]] else {
            file.report(
                node.place, found.isEmpty ? "a check says no rule" : "a check has more than one rule", Self.shape)
            return []
        }
        var isBlocking = true
        if let severity = keys["severity"] {
            isBlocking = file.word(severity, "the severity", as: Severity.self) != .warning
        }
        let given = keys["name"].flatMap { file.name($0, "the check's name") }
        let rules = readRule(entry, isNamed: given != nil)
        return rules.compactMap { suffix, rule in
            let name =
                given.map { rules.count > 1 ? "\($0)_\(suffix)" : $0 }
                ?? (suffix.isEmpty ? entry.key : entry.key == "sql" ? suffix : "\(entry.key)_\(suffix)")
            guard name.utf8.count <= 200 else {
                file.report(entry.place, "the check has too long a name of its own", "give it a shorter `name`")
                return nil
            }
            return Check(name: name, isBlocking: isBlocking, rule: rule)
        }
    }

    private enum Severity: String, CaseIterable { case blocking, warning }

    /// The rules that the entry says, each with what tells it from others of its kind.
    private mutating func readRule(_ entry: Entry, isNamed: Bool) -> [(String, Check.Rule)] {
        switch entry.key {
        case "row_count": return readRowCount(entry).map { [("", $0)] } ?? []
        case "not_null": return columnNames(entry).map { ($0, .notNull(column: $0)) }
        case "unique":
            let columns = columnNames(entry)
            return columns.isEmpty ? [] : [(columns.joined(separator: "_"), .unique(columns: columns))]
        case "sql": return readSQL(entry, isNamed: isNamed).map { [$0] } ?? []
        default: break
        }
        let allowed: [String] =
            switch entry.key {
            case "accepted_values": ["values"]
            case "range": ["min", "max"]
            case "foreign_key": ["dataset", "key"]
            default: ["within"]
            }
        let shape = "write `\(entry.key): {column: …, \(allowed.map { "\($0): …" }.joined(separator: ", "))}`"
        guard
            let keys = file.entries(
                of: entry.value, "`\(entry.key)`", remedy: shape, allowed: ["column"] + allowed)
        else { return [] }
        guard let key = keys["column"] else {
            file.report(entry.place, "`\(entry.key)` names no column", shape)
            return []
        }
        guard let column = file.name(key, "the column") else { return [] }
        let rule: Check.Rule? =
            switch entry.key {
            case "accepted_values": readValues(keys, entry, column, shape)
            case "range": readRange(keys, entry, column, shape)
            case "foreign_key": readForeignKey(keys, entry, column, shape)
            default: readFreshness(keys, entry, column, shape)
            }
        return rule.map { [(column, $0)] } ?? []
    }

    private mutating func columnNames(_ entry: Entry) -> [String] {
        let texts = file.texts(entry, "`\(entry.key)`", remedy: "list columns: `\(entry.key): [user_id]`")
        if texts.isEmpty, case .sequence = entry.value {
            file.report(entry.place, "`\(entry.key)` names no column", "list at least one")
        }
        var seen: Set<String> = []
        for (text, place) in texts {
            if !Name.isValid(text) {
                file.report(place, "\(quoted(text)) is not a column's name", Name.rule)
            } else if !seen.insert(text).inserted {
                file.report(place, "the column \(quoted(text)) is there twice", "remove one")
            }
        }
        return texts.map(\.text)
    }

    private mutating func readRowCount(_ entry: Entry) -> Check.Rule? {
        let shape = "write `row_count: {min: 1}`, with `min`, `max` or both"
        guard
            let keys = file.entries(of: entry.value, "`row_count`", remedy: shape, allowed: ["min", "max"])
        else { return nil }
        if keys.isEmpty { file.report(entry.place, "`row_count` has no bound", shape) }
        let most = 1_000_000_000_000
        let min = keys["min"].flatMap { file.count($0, "`min`", in: 0...most) }
        let max = keys["max"].flatMap { file.count($0, "`max`", in: 0...most) }
        if let min, let max, min > max {
            file.report(entry.place, "`min` is above `max`", "exchange them")
        }
        return .rowCount(min: min, max: max)
    }

    private mutating func readValues(
        _ keys: [String: Entry], _ entry: Entry, _ column: String, _ shape: String
    ) -> Check.Rule? {
        guard let values = keys["values"] else {
            file.report(entry.place, "`accepted_values` lists no values", shape)
            return nil
        }
        let texts = file.texts(values, "`values`", remedy: "list them: `values: [free, paid]`").map(\.text)
        if texts.isEmpty, case .sequence = values.value {
            file.report(values.place, "`values` is empty", "list at least one")
        }
        if texts.count > DefinitionLimits.acceptedValues {
            file.report(
                values.place, "more than \(DefinitionLimits.acceptedValues) values are accepted",
                "put them into a dataset and use `foreign_key`")
        }
        return .acceptedValues(column: column, values: texts)
    }

    private mutating func readRange(
        _ keys: [String: Entry], _ entry: Entry, _ column: String, _ shape: String
    ) -> Check.Rule? {
        let min = keys["min"].flatMap { bound($0) }
        let max = keys["max"].flatMap { bound($0) }
        if keys["min"] == nil, keys["max"] == nil { file.report(entry.place, "`range` has no bound", shape) }
        if let min, let max {
            guard min.isTime == max.isTime else {
                file.report(entry.place, "`min` and `max` are a number and a time", "write two numbers or two times")
                return nil
            }
            if min.value > max.value { file.report(entry.place, "`min` is above `max`", "exchange them") }
        }
        return .range(column: column, min: min?.text, max: max?.text)
    }

    private mutating func bound(_ entry: Entry) -> RangeBound? {
        if case .scalar(let scalar) = entry.value, let bound = RangeBound(scalar.string) { return bound }
        file.report(
            entry.value.place, "`\(entry.key)` is no number and no time\(file.shown(entry.value))",
            "write a number, a day or a moment as `2018-11-01T06:00:00Z`")
        return nil
    }

    private mutating func readForeignKey(
        _ keys: [String: Entry], _ entry: Entry, _ column: String, _ shape: String
    ) -> Check.Rule? {
        guard let dataset = keys["dataset"], let key = keys["key"] else {
            file.report(entry.place, "`foreign_key` does not name a dataset and its key", shape)
            return nil
        }
        guard let dataset = file.name(dataset, "the dataset"), let key = file.name(key, "the key") else { return nil }
        return .foreignKey(column: column, dataset: dataset, key: key)
    }

    private mutating func readFreshness(
        _ keys: [String: Entry], _ entry: Entry, _ column: String, _ shape: String
    ) -> Check.Rule? {
        guard let within = keys["within"] else {
            file.report(entry.place, "`freshness` has no `within`", shape)
            return nil
        }
        return file.duration(within, "`within`", in: 1...3_660 * 86_400).map { .freshness(column: column, seconds: $0) }
    }

    private mutating func readSQL(_ entry: Entry, isNamed: Bool) -> (String, Check.Rule)? {
        let shape = "write `sql: {name: no_negative_sums, query: SELECT …}`"
        guard
            let keys = file.entries(of: entry.value, "`sql`", remedy: shape, allowed: ["name", "query"])
        else { return nil }
        guard let query = keys["query"], let text = file.text(query, "the query", remedy: shape) else {
            if keys["query"] == nil { file.report(entry.place, "`sql` has no query", shape) }
            return nil
        }
        let name = keys["name"].flatMap { file.name($0, "the check's name") }
        if keys["name"] == nil, !isNamed { file.report(entry.place, "a check of SQL has no name", shape) }
        if keys["name"] != nil, isNamed {
            file.report(entry.place, "a check of SQL has two names", "keep one of them")
        }
        return (name ?? "", .sql(text))
    }
}
