import BasinCore

/// What shows only when every dataset is planned.
extension DatasetPlanner {
    /// A column that goes, or becomes another, is refused where somebody reads it.
    mutating func refuseLosses() {
        guard lost.values.contains(where: { !$0.isEmpty }) else { return }
        let planned = Dictionary(result.map { ($0.id, $0) }) { first, _ in first }
        var users: [ColumnKey: Set<String>] = [:]
        for (name, id) in ids where definitions[name] != nil {
            guard let dataset = planned[id] else { continue }
            for source in dataset.columns.flatMap(\.sources) {
                users[ColumnKey(dataset: source.dataset, column: source.column), default: []].insert(name)
            }
            for check in definitions[name]!.dataset.checks {
                if case .foreignKey(_, let other, let key) = check.rule {
                    users[ColumnKey(dataset: other, column: key), default: []].insert(name)
                }
            }
        }
        // A command may read whatever is in its input.
        let isCommand = Set(
            definitions.values.filter { if case .command = $0.dataset.work { true } else { false } }.map(\.name))
        for (name, columns) in lost.sorted(by: { $0.key < $1.key }) where !columns.isEmpty {
            let commands = readers[name, default: []].filter { isCommand.contains($0) }
            var reasons: [String] = []
            for column in columns {
                // A reader that is refused itself is known by what is stored, under the names that were then.
                let keys = Set([name, continued[name]?.name ?? name]).map { ColumnKey(dataset: $0, column: column) }
                var hurt = keys.reduce(into: Set<String>()) { $0.formUnion(users[$1] ?? []) }
                hurt.formUnion(commands)
                guard let list = hurt.sorted().listed else { continue }
                reasons.append(
                    "Column `\(column)` would be lost to \(list): keep it as it was, give new values another name (AS …), "
                        + "and let it go once nobody reads it.")
            }
            if !reasons.isEmpty { refuse(name, reasons) }
        }
    }

    /// What is refused is stored as it was, and has one change, with all that is wrong.
    mutating func restoreFailed() {
        let names = failed.intersection(definitions.keys)
        guard !names.isEmpty else { return }
        let refusedIDs = Set(names.compactMap { ids[$0] })
        result.removeAll { refusedIDs.contains($0.id) }
        for name in names { keep(continued[name]) }
        var reasons: [String: [String]] = [:]
        changes.removeAll { change in
            guard case .dataset(let name) = change.object, names.contains(name) else { return false }
            if change.kind == .breaking { reasons[name, default: []] += change.details }
            return true
        }
        for (name, details) in reasons {
            changes.append(Change(object: .dataset(name), kind: .breaking, details: details))
        }
    }

    private struct ColumnKey: Hashable {
        var dataset: String
        var column: String
    }
}
