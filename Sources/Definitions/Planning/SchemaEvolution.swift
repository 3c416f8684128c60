import BasinCore

/// Turns the fields that are stored into the ones that are declared, and says what changes. Whether it may is for
/// `SchemaCompatibility`.
///
/// A field keeps its id for as long as it is there, through renaming, moving and widening; a new one gets an id that no
/// field of the type ever had.
struct SchemaEvolution {
    /// The highest field id given so far.
    private(set) var lastFieldID: Int
    /// What changes and breaks nobody: a new schema version.
    private(set) var changes: [String] = []
    /// What changes beside the schema: no new version.
    private(set) var notes: [String] = []
    /// Where the marks do not say what becomes of a field, with what to do instead.
    private(set) var refusals: [(path: String, reason: String)] = []

    private let renamed: [String: String]
    private let removed: Set<String>

    init(lastFieldID: Int, definition: EventDefinition) {
        self.lastFieldID = lastFieldID
        renamed = definition.renamedFields
        removed = definition.removedFields
    }

    /// The declared fields with ids. Meaningless when there are refusals.
    mutating func evolve(_ current: [Field], into declared: [Field], path outer: String = "") -> [Field] {
        let stored = Dictionary(current.map { ($0.name, $0) }) { first, _ in first }
        let declaredNames = Set(declared.map(\.name))
        var kept: [String] = []
        var result: [Field] = []
        for field in declared {
            let path = outer + field.name
            let former = renamed[path].flatMap { stored[$0] }
            if let former, stored[field.name] != nil {
                refusals.append(
                    (
                        path,
                        "Field `\(outer + former.name)` cannot become `\(path)`, which is there already: remove "
                            + "`renamed_from`, or rename to another name."
                    ))
            }
            guard let before = stored[field.name] ?? former else {
                result.append(added(field, path: path))
                continue
            }
            if before.name != field.name {
                changes.append(
                    "Field `\(outer + before.name)` is renamed to `\(path)`, which is what clients must send from now on.")
            }
            kept.append(before.name)
            result.append(evolve(before, into: field, path: path))
        }
        for field in current where !kept.contains(field.name) && !declaredNames.contains(field.name) {
            remove(field, path: outer + field.name)
        }
        let order = current.map(\.name).filter(kept.contains)
        if order != kept {
            changes.append(
                outer.isEmpty
                    ? "The order of the fields changes." : "The order of the fields in `\(outer.dropLast())` changes.")
        }
        return result
    }

    /// The field with ids for itself and all inside it.
    mutating func numbered(_ field: Field) -> Field {
        var field = field
        field.id = nextID()
        field.type = numbered(field.type)
        return field
    }

    private mutating func numbered(_ type: FieldType) -> FieldType {
        switch type {
        case .list(let element, _):
            let id = nextID()
            return .list(element: numbered(element), elementID: id)
        case .structure(let fields): return .structure(fields.map { numbered($0) })
        default: return type
        }
    }

    private mutating func nextID() -> Int {
        lastFieldID += 1
        return lastFieldID
    }

    private mutating func added(_ field: Field, path: String) -> Field {
        changes.append(
            "Field `\(path)` is new (\(field.type), \(field.isRequired ? "required" : "optional"), "
                + "\(field.classification.rawValue))\(field.origin.map { ", " + $0 } ?? "").")
        if let reason = field.derivation?.declassified {
            changes.append("Field `\(path)` is \(field.classification.rawValue) all the same: \(reason.sentence)")
        }
        if field.isTruncatedAddress { changes.append("Of the addresses in field `\(path)` only the network is kept.") }
        return numbered(field)
    }

    private mutating func remove(_ field: Field, path: String) {
        // The subject stays, whatever the marks say.
        guard !field.isSubject else { return }
        if removed.contains(path) {
            changes.append("Field `\(path)` is removed; stored values stay until their retention ends.")
        } else {
            refusals.append(
                (
                    path,
                    "Field `\(path)` is missing: add `removed_fields: [\(path)]` if it shall go, "
                        + "or `renamed_from: \(field.name)` to the field that it became."
                ))
        }
    }

    private mutating func evolve(_ before: Field, into field: Field, path: String) -> Field {
        var result = field
        result.id = before.id
        if before.isRequired != field.isRequired {
            changes.append("Field `\(path)` becomes \(field.isRequired ? "required" : "optional").")
        }
        if before.classification != field.classification {
            changes.append(
                "The classification of field `\(path)` changes from \(before.classification.rawValue) to "
                    + "\(field.classification.rawValue).")
        }
        if before.acceptsEpochMilliseconds != field.acceptsEpochMilliseconds {
            changes.append(
                "Field `\(path)` accepts epoch milliseconds \(field.acceptsEpochMilliseconds ? "too" : "no more").")
        }
        compareEnrichment(before, field, path: path)
        if before.purposes != field.purposes { notes.append("The purposes of field `\(path)` change.") }
        if before.description != field.description { notes.append("The description of field `\(path)` changes.") }
        if before.deprecation != field.deprecation {
            notes.append(
                "Field `\(path)` "
                    + (field.deprecation.map { "is deprecated: \($0.sentence)" } ?? "is no longer deprecated."))
        }
        result.type = evolve(before.type, into: field.type, path: path)
        return result
    }

    private mutating func evolve(_ before: FieldType, into type: FieldType, path: String) -> FieldType {
        switch (before, type) {
        case (.list(let stored, let id), .list(let element, _)):
            return .list(element: evolve(stored, into: element, path: path), elementID: id)
        case (.structure(let stored), .structure(let fields)):
            return .structure(evolve(stored, into: fields, path: path + "."))
        case _ where before == type: return type
        case _ where before.widens(to: type):
            changes.append("Field `\(path)` is widened from \(before) to \(type).")
            return type
        default: return type
        }
    }

    private mutating func compareEnrichment(_ before: Field, _ field: Field, path: String) {
        if before.isTruncatedAddress != field.isTruncatedAddress {
            changes.append(
                "The addresses in field `\(path)` are kept "
                    + (field.isTruncatedAddress ? "truncated to the network from now on." : "whole from now on."))
        }
        guard before.derivation != field.derivation else { return }
        switch (before.derivation, field.derivation) {
        case (nil, _?):
            changes.append("Field `\(path)` is filled in by Basin from now on; what clients send there is left out.")
        case (_?, nil): changes.append("Field `\(path)` is sent by clients from now on, and no longer filled in.")
        case (let old?, let new?) where old.sources == new.sources && old.value == new.value:
            notes.append("Why field `\(path)` is declassified changes.")
        default: changes.append("Field `\(path)` is from now on \(field.origin ?? "").")
        }
    }
}
