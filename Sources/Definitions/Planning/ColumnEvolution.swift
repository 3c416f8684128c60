import BasinCore

/// Turns the columns that a dataset has into those that its SQL gives now, and says what that means.
///
/// A column keeps its id for as long as it is there and its values still fit; another gets one that none ever had.
struct ColumnEvolution {
    /// The highest field id given so far.
    private(set) var lastFieldID: Int
    /// What changes for those who read the dataset.
    private(set) var changes: [String] = []
    /// What cannot be done, with what to do instead.
    private(set) var refusals: [String] = []
    /// Columns whose stored values are out of reach after this: refused where somebody reads them.
    private(set) var lost: [String] = []

    init(lastFieldID: Int) { self.lastFieldID = max(lastFieldID, Envelope.firstFieldID - 1) }

    /// The columns with ids. Meaningless when there are refusals.
    mutating func evolve(_ current: [DatasetColumn], into desired: [DatasetColumn]) -> [DatasetColumn] {
        let stored = Dictionary(current.map { ($0.name, $0) }) { first, _ in first }
        let result = desired.map { column in
            stored[column.name].map { evolve($0, into: column) } ?? added(column)
        }
        let names = Set(desired.map(\.name))
        for column in current where !names.contains(column.name) {
            lost.append(column.name)
            changes.append("Column `\(column.name)` is removed; stored values stay until their retention ends.")
        }
        let kept = result.map(\.name).filter { stored[$0] != nil }
        if current.map(\.name).filter(names.contains) != kept { changes.append("The order of the columns changes.") }
        return result
    }

    private mutating func added(_ column: DatasetColumn) -> DatasetColumn {
        changes.append("Column `\(column.name)` is new (\(column.type), \(column.classification.rawValue)).")
        return numbered(column)
    }

    /// A column of a dataset that is new altogether.
    mutating func numbered(_ column: DatasetColumn) -> DatasetColumn {
        var column = column
        column.id = nextID()
        column.type = numbered(column.type)
        return column
    }

    private mutating func evolve(_ before: DatasetColumn, into column: DatasetColumn) -> DatasetColumn {
        var result = column
        guard before.isSealed == column.isSealed else {
            refusals.append(
                "Column `\(column.name)` is \(before.isSealed ? "sealed and cannot be stored in clear" : "stored in clear and cannot be sealed"): "
                    + "give the new values another name (AS …), and leave this column out once nobody reads it.")
            result.id = before.id
            return result
        }
        guard before.isSubject == column.isSubject, let type = fitted(before.type, to: column.type) else {
            let subject = { (is: Bool) in `is` ? "the subject, " : "" }
            lost.append(column.name)
            changes.append(
                "Column `\(column.name)` is \(subject(column.isSubject))\(column.type) instead of \(subject(before.isSubject))\(before.type): "
                    + "a column of its own, which is null in partitions already made.")
            return numbered(result)
        }
        result.id = before.id
        result.type = type
        if before.type.description != type.description {
            changes.append("Column `\(column.name)` is widened from \(before.type) to \(type).")
        }
        if before.classification != column.classification {
            changes.append(
                "The classification of column `\(column.name)` changes from \(before.classification.rawValue) to \(column.classification.rawValue)."
            )
        }
        return result
    }

    /// The new type with the ids of the old one, if stored values are values of it too.
    private mutating func fitted(_ before: FieldType, to type: FieldType) -> FieldType? {
        switch (before, type) {
        case (.list(let stored, let id), .list(let element, _)):
            return fitted(stored, to: element).map { .list(element: $0, elementID: id) }
        case (.structure(let stored), .structure(let fields)):
            guard stored.allSatisfy({ old in fields.contains { $0.name == old.name } }) else { return nil }
            var result: [Field] = []
            for var field in fields {
                if let old = stored.first(where: { $0.name == field.name }) {
                    guard let type = fitted(old.type, to: field.type) else { return nil }
                    field.id = old.id
                    field.type = type
                } else {
                    field.id = nextID()
                    field.type = numbered(field.type)
                }
                result.append(field)
            }
            return .structure(result)
        default: return before == type || before.widens(to: type) ? type : nil
        }
    }

    private mutating func numbered(_ type: FieldType) -> FieldType {
        switch type {
        case .list(let element, _):
            let id = nextID()
            return .list(element: numbered(element), elementID: id)
        case .structure(let fields):
            return .structure(
                fields.map { field in
                    var field = field
                    field.id = nextID()
                    field.type = numbered(field.type)
                    return field
                })
        default: return type
        }
    }

    private mutating func nextID() -> Int {
        lastFieldID += 1
        return lastFieldID
    }
}
