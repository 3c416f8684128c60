import BasinCore

/// Whether checks can be asked of the columns that are there.
struct CheckRules {
    let columns: [DatasetColumn]
    /// What a foreign key may name, its own dataset included.
    let tables: [String: KnownTable]

    /// What is wrong with the check, and what to do; nil when nothing is.
    func problem(with rule: Check.Rule) -> (message: String, remedy: String)? {
        switch rule {
        case .rowCount, .sql: return nil
        case .notNull(let name):
            return missing(name)
        case .unique(let names):
            for name in names {
                if let problem = missing(name) ?? sealed(name, "no two sealed values are the same") { return problem }
            }
            return nil
        case .acceptedValues(let name, _):
            return missing(name) ?? sealed(name, "sealed values cannot be compared") ?? nested(name)
        case .range(let name, let min, let max):
            return missing(name) ?? sealed(name, "sealed values cannot be compared") ?? range(name, [min, max])
        case .freshness(let name, _):
            if let problem = missing(name) { return problem }
            guard let column = column(name), ![.timestamp, .date].contains(column.type) || column.isSealed else {
                return nil
            }
            return ("the column \(quoted(name)) is no time", "name a column of type timestamp or date")
        case .foreignKey(let name, let dataset, let key):
            return missing(name) ?? sealed(name, "no two sealed values are the same") ?? foreignKey(name, dataset, key)
        }
    }

    private func column(_ name: String) -> DatasetColumn? { columns.first { $0.name == name } }

    private func missing(_ name: String) -> (String, String)? {
        guard column(name) == nil else { return nil }
        let known = columns.prefix(20).map(\.name).joined(separator: ", ") + (columns.count > 20 ? ", …" : "")
        return ("the dataset has no column \(quoted(name))", "name one that it has: \(known)")
    }

    private func sealed(_ name: String, _ reason: String) -> (String, String)? {
        guard column(name)?.isSealed == true else { return nil }
        return (
            "the column \(quoted(name)) is sealed, and \(reason)", "check another column; `not_null` can be asked of it"
        )
    }

    private func nested(_ name: String) -> (String, String)? {
        switch column(name)?.type {
        case .list, .structure: ("the column \(quoted(name)) holds lists or structs", "use a check of SQL")
        default: nil
        }
    }

    private func range(_ name: String, _ bounds: [String?]) -> (String, String)? {
        let isTime: Bool
        switch column(name)?.type {
        case .int32, .int64, .float, .double, .decimal: isTime = false
        case .timestamp, .date: isTime = true
        default:
            return (
                "the column \(quoted(name)) holds neither numbers nor times", "use `accepted_values` or a check of SQL"
            )
        }
        for bound in bounds.compactMap({ $0 }) where RangeBound(bound)?.isTime != isTime {
            return (
                "the bound \(quoted(bound)) does not fit the column \(quoted(name))",
                isTime ? "write a day or a moment" : "write a number"
            )
        }
        return nil
    }

    private func foreignKey(_ name: String, _ dataset: String, _ key: String) -> (String, String)? {
        guard let table = tables[dataset] else {
            return ("\(quoted(dataset)) is no dataset of this project", "name an event type or a dataset")
        }
        guard let other = table[key] else {
            return ("the dataset \(quoted(dataset)) has no column \(quoted(key))", "name a column that it has")
        }
        guard let own = column(name) else { return nil }
        if other.isSealed {
            return (
                "the column \(quoted(key)) of \(quoted(dataset)) is sealed, and no two sealed values are the same",
                "name another column"
            )
        }
        if own.isSubject != other.isSubject {
            return ("of \(quoted(name)) and \(quoted(key)) only one holds subjects", "compare columns of one kind")
        }
        guard own.type == other.type || own.type.widens(to: other.type) || other.type.widens(to: own.type) else {
            return (
                "the column \(quoted(name)) is \(own.type), and \(quoted(key)) of \(quoted(dataset)) is \(other.type)",
                "compare columns of one type"
            )
        }
        return nil
    }
}
