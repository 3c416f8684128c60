package import BasinCore

/// Two versions of an event type's fields beside each other, or one beside what its definition says.
package struct SchemaComparison: Sendable, Hashable {
    /// One field that is not the same in both.
    package struct Row: Sendable, Hashable {
        /// As the newer version calls it.
        package var path: String
        package var kind: Kind
        /// `int32, required, none`; nil where it is not there.
        package var before: String?
        package var after: String?
        /// Of the promise asked for; others are the same but for what they refuse.
        package var verdicts: [Verdict]

        /// In a sentence, where no verdict has one.
        package var plainly: String {
            switch kind {
            case .added: "Field `\(path)` is new: \(after ?? "")."
            case .removed: "Field `\(path)` is removed; it was \(before ?? "")."
            case .changed: "Field `\(path)` is \(after ?? "") instead of \(before ?? "")."
            }
        }
    }

    package enum Kind: String, Sendable, CaseIterable { case added, removed, changed }

    package private(set) var rows: [Row] = []
    package let mode: Compatibility

    /// Compares fields by their ids. Those inside others have rows of their own.
    package init(from old: [Field], to new: [Field], mode: Compatibility) {
        self.mode = mode
        let before = Self.flat(old)
        let after = Self.flat(new)
        let verdicts = Dictionary(
            grouping: SchemaCompatibility.verdicts(from: old, to: new, mode: mode), by: \.path)
        let stored = Dictionary(before.map { ($0.field.id, $0) }) { first, _ in first }
        let kept = Set(after.map(\.field.id))
        for (path, field) in after {
            let former = stored[field.id]
            let said = former.map { Self.said($0.field, as: $0.path == path ? nil : $0.path) }
            let says = Self.said(field, as: nil)
            guard said != says || verdicts[path] != nil else { continue }
            rows.append(
                Row(
                    path: path, kind: former == nil ? .added : .changed, before: said, after: says,
                    verdicts: verdicts[path] ?? []))
        }
        for (path, field) in before where !kept.contains(field.id) {
            rows.append(
                Row(
                    path: path, kind: .removed, before: Self.said(field, as: nil), after: nil,
                    verdicts: after.contains { $0.path == path } ? [] : verdicts[path] ?? []))
        }
    }

    /// The declared fields with the ids of those that they continue.
    package static func numbered(_ event: EventDefinition, after stored: [Field]) -> [Field] {
        let highest = flat(stored).flatMap { [$0.field.id] + $0.field.type.elementIDs }.max() ?? 0
        var evolution = SchemaEvolution(lastFieldID: max(highest, Envelope.firstFieldID - 1), definition: event)
        return evolution.evolve(stored, into: event.type.fields)
    }

    /// The fields whose change a type that promises `mode` must not make.
    package func refusals(in mode: Compatibility) -> [String] {
        rows.filter { row in row.verdicts.contains { $0.rule.isRefused(in: mode) } }.map(\.path)
    }

    private static func flat(_ fields: [Field], outer: String = "") -> [(path: String, field: Field)] {
        fields.flatMap { field -> [(path: String, field: Field)] in
            var type = field.type
            while case .list(let element, _) = type { type = element }
            guard case .structure(let inner) = type else { return [(outer + field.name, field)] }
            return [(outer + field.name, field)] + flat(inner, outer: outer + field.name + ".")
        }
    }

    private static func said(_ field: Field, as former: String?) -> String {
        var words = [field.type.outline, field.isRequired ? "required" : "optional", field.classification.rawValue]
        if field.isSubject { words.append("subject") }
        if field.isAlias { words.append("alias") }
        if field.acceptsEpochMilliseconds { words.append("epoch_ms") }
        if field.isTruncatedAddress { words.append("truncated") }
        if field.deprecation != nil { words.append("deprecated") }
        if let derivation = field.derivation {
            words.append((["filled in from"] + derivation.sources).joined(separator: " "))
        }
        return (former.map { "as \($0): " } ?? "") + words.joined(separator: ", ")
    }
}

extension FieldType {
    /// Without what is inside a struct, which has rows of its own.
    fileprivate var outline: String {
        switch self {
        case .structure: "struct"
        case .list(let element, _): "list<\(element.outline)>"
        default: description
        }
    }

    fileprivate var elementIDs: [Int] {
        if case .list(let element, let id) = self { [id] + element.elementIDs } else { [] }
    }
}
