import BasinCore
import Yams

/// Reads the file of one event type.
struct EventReader {
    var file: DefinitionFile
    let name: String
    /// As written, for the checks that need the other files.
    private(set) var owner: (value: String, place: Place?)?
    private(set) var renamedFrom: (value: String, place: Place?)?
    private(set) var references: [NamedReference] = []
    /// Former names by path.
    private(set) var renamedFields: [String: String] = [:]
    /// Where `fields` are, for `removed_fields`.
    private var paths: Set<String> = []
    private var lines: [String: Int] = [:]
    private var fieldCount = 0
    private var subjectName: String?
    private(set) var columnTerms: [String: String] = [:]

    private static let keys = [
        "owner", "description", "tier", "retention", "unknown_fields", "compatibility", "limit", "quota",
        "renamed_from", "removed_fields", "deprecated", "fields", "enrich", "access", "rows",
    ] + DefinitionFile.documentationKeys
    private static let fieldKeys = [
        "type", "required", "classification", "subject", "alias", "purposes", "description", "format", "element", "fields",
        "renamed_from", "deprecated", "term",
    ]
    private static let fieldShape = "write it as `{type: string, classification: none}`"

    init(file: DefinitionFile, name: String) {
        self.file = file
        self.name = name
    }

    /// The definition as far as it could be read; meaningless when the file has problems.
    mutating func read(_ root: Node) -> EventDefinition? {
        let shape = "write the keys owner, description and fields, each on a line"
        guard let keys = file.entries(of: root, "the event type", remedy: shape, allowed: Self.keys) else { return nil }
        var type = EventType(name: name, owner: "", description: "", fields: [])
        type.owner = readOwner(keys["owner"], root.place)
        if let entry = keys["description"] {
            type.description =
                file.text(entry, "the description", remedy: "say in a sentence when this event happens") ?? ""
        } else {
            file.report(root.place, "the event type has no description", "add `description`: when this event happens")
        }
        if let entry = keys["tier"] { type.tier = file.word(entry, "the tier", as: Tier.self) ?? .normal }
        if let entry = keys["retention"] { type.retentionDays = file.retention(entry) }
        if let entry = keys["unknown_fields"] {
            type.unknownFields = file.word(entry, "unknown_fields", as: UnknownFields.self) ?? .drop
        }
        let limits = EventLimits(
            rate: keys["limit"].flatMap { file.rate($0) }, quota: keys["quota"].flatMap { file.quota($0) })
        if !limits.isEmpty { type.limits = limits }
        if let entry = keys["compatibility"] {
            type.compatibility = file.word(entry, "the compatibility", as: Compatibility.self) ?? .backward
        }
        if let entry = keys["renamed_from"], let former = file.formerName(entry, of: name) {
            type.renamedFrom = former
            renamedFrom = (former, entry.place)
        }
        type.declaredAccess = file.access(keys)
        if let entry = keys["deprecated"] {
            type.deprecation = file.deprecationOfWhole(entry, "the event type", of: name, &references)
        }
        type.documentation = file.documentation(keys, &references)
        if let entry = keys["fields"] {
            lines[""] = entry.place?.line
            type.fields = readFields(entry, outer: nil, path: "", depth: 0)
        } else {
            file.report(
                root.place, "the event type has no fields", "add `fields` (`fields: {}`, if it really has none)")
        }
        if let entry = keys["enrich"] { readEnrichments(entry, &type.fields) }
        type.documentation.columnTerms = columnTerms
        let removed = keys["removed_fields"].map { removedFields($0) } ?? []
        return EventDefinition(
            type: type, file: file.path, renamedFields: renamedFields, removedFields: removed, lines: lines)
    }

    private mutating func readOwner(_ entry: Entry?, _ place: Place?) -> String {
        guard let entry else {
            file.report(place, "the event type has no owner", "add `owner`: a team of teams.yaml")
            return ""
        }
        guard let text = file.text(entry, "the owner", remedy: "name a team of teams.yaml") else { return "" }
        owner = (text, entry.place)
        return text
    }

    private mutating func removedFields(_ entry: Entry) -> Set<String> {
        var removed: Set<String> = []
        for (path, place) in file.texts(entry, "removed_fields", remedy: "list names: `removed_fields: [old_name]`") {
            if paths.contains(path) {
                file.report(
                    place, "the field \(quoted(path)) is declared and removed",
                    "remove it from `fields` or from `removed_fields`")
            } else if !path.split(separator: ".", omittingEmptySubsequences: false).allSatisfy({
                Name.isValid(String($0))
            }) {
                file.report(
                    place, "\(quoted(path)) is not a field's name", "give the name; for a nested field, `outer.inner`")
            } else if !removed.insert(path).inserted {
                file.report(place, "the field \(quoted(path)) is there twice", "remove one")
            } else if renamedFields.contains(where: { $0.key.sibling($0.value) == path }) {
                file.report(
                    place, "the field \(quoted(path)) is both renamed and removed", "remove one of the two marks")
            } else {
                lines[path] = place?.line
            }
        }
        return removed
    }

    // MARK: Fields

    /// A field that `enrich` adds.
    mutating func note(field name: String, at entry: Entry) {
        paths.insert(name)
        lines[name] = entry.place?.line
    }

    mutating func readFields(_ entry: Entry, outer: Field?, path: String, depth: Int) -> [Field] {
        let what = outer == nil ? "`fields`" : "`fields` of \(quoted(path))"
        guard let entries = file.entries(of: entry.value, what, remedy: Self.fieldShape) else { return [] }
        if outer != nil, entries.isEmpty {
            file.report(entry.place, "\(what) is empty", "add a field, or use the type json")
        }
        let names = Set(entries.map(\.key))
        var former: Set<String> = []
        var fields: [Field] = []
        for entry in entries {
            fieldCount += 1
            if fieldCount > DefinitionLimits.fields {
                if fieldCount == DefinitionLimits.fields + 1 {
                    file.report(
                        entry.place, "the event type has more than \(DefinitionLimits.fields) fields",
                        "split it, or put rarely used values into a field of type json")
                }
                return fields
            }
            let fieldPath = path.isEmpty ? entry.key : "\(path).\(entry.key)"
            fields.append(field(entry, outer: outer, path: fieldPath, depth: depth))
            guard let name = renamedFields[fieldPath] else { continue }
            if names.contains(name) || !former.insert(name).inserted {
                file.report(
                    entry.place, "the former name \(quoted(name)) of field \(quoted(fieldPath)) is not free",
                    "remove `renamed_from`, or the other field that has or had that name")
            }
        }
        return fields
    }

    private mutating func field(_ entry: Entry, outer: Field?, path: String, depth: Int) -> Field {
        var field = Field(name: entry.key, type: .string, classification: outer?.classification ?? .none)
        paths.insert(path)
        lines[path] = entry.place?.line
        if entry.key.hasPrefix("_") {
            file.report(
                entry.place, "the field name \(quoted(entry.key)) starts with an underscore",
                "rename it; those names are kept for the platform's own columns")
        } else if !Name.isValid(entry.key) {
            file.report(entry.place, "\(quoted(entry.key)) is not a name for a field", Name.rule)
        }
        let what = "field \(quoted(path))"
        guard let keys = file.entries(of: entry.value, what, remedy: Self.fieldShape, allowed: Self.fieldKeys) else {
            return field
        }
        if let entry = keys["required"] { field.isRequired = file.flag(entry, "`required` of \(what)") ?? true }
        readClassification(keys["classification"], of: &field, outer: outer, at: entry, what)
        if let entry = keys["description"] {
            field.description = file.text(entry, "the description of \(what)", remedy: "write one, or remove the key")
        }
        if let entry = keys["deprecated"] { field.deprecation = file.deprecation(entry, what) }
        if let entry = keys["term"] { columnTerms[path] = file.term(entry, what, &references) }
        if let entry = keys["purposes"] { field.purposes = purposes(entry, what) }
        if let entry = keys["renamed_from"], let former = file.formerName(entry, of: field.name) {
            renamedFields[path] = former
        }
        let type = readType(keys, of: field, at: entry, path: path, depth: depth)
        field.type = type ?? .string
        if let entry = keys["subject"], file.flag(entry, "`subject` of \(what)") == true {
            field.isSubject = true
            checkSubject(field, type, outer: outer, at: entry, what)
        }
        if let entry = keys["alias"], file.flag(entry, "`alias` of \(what)") == true {
            field.isAlias = true
            checkAlias(field, type, outer: outer, at: entry, what)
        }
        if let entry = keys["format"] {
            if file.word(entry, "the format of \(what)", as: Format.self) != nil, let type, type != .timestamp {
                file.report(
                    entry.place, "\(what) is \(type) and has a format", "remove `format`; it is for the type timestamp")
            }
            field.acceptsEpochMilliseconds = true
        }
        return field
    }

    private enum Format: String, CaseIterable { case epochMilliseconds = "epoch_ms" }

    private mutating func readClassification(
        _ entry: Entry?, of field: inout Field, outer: Field?, at key: Entry, _ what: String
    ) {
        guard let entry else {
            if outer == nil {
                file.report(
                    key.place, "\(what) has no classification",
                    "add `classification`: none, pseudonymous, personal or sensitive; there is no default")
            }
            return
        }
        guard let classification = file.word(entry, "the classification of \(what)", as: Classification.self) else {
            return
        }
        field.classification = classification
        if let outer, classification > outer.classification {
            file.report(
                entry.value.place,
                "\(what) is \(classification.rawValue) inside a field that is \(outer.classification.rawValue)",
                "classify the outer field \(classification.rawValue), because it is kept as a whole")
        }
    }

    private mutating func purposes(_ entry: Entry, _ what: String) -> [String] {
        let remedy = "list what the value may be used for: `purposes: [support]`"
        let texts = file.texts(entry, "`purposes` of \(what)", remedy: remedy)
        if texts.count > DefinitionLimits.purposes {
            file.report(entry.place, "\(what) has more than \(DefinitionLimits.purposes) purposes", "list fewer")
        }
        var seen: Set<String> = []
        for (text, place) in texts {
            if !Name.isValidTeam(text) {
                file.report(place, "\(quoted(text)) is not a name for a purpose", Name.rule)
            } else if !seen.insert(text).inserted {
                file.report(place, "the purpose \(quoted(text)) is there twice", "remove one")
            }
        }
        return texts.map(\.text)
    }

    /// Stored as the subject is, for what is another of the person's ids.
    private mutating func checkAlias(
        _ field: Field, _ type: FieldType?, outer: Field?, at entry: Entry, _ what: String
    ) {
        if outer != nil {
            file.report(
                entry.place, "\(what) is nested and cannot be an alias", "declare it as a field of the event type itself")
        }
        if field.isSubject {
            file.report(entry.place, "\(what) is the subject and an alias", "keep one: the subject needs no alias")
        }
        if let type, ![.string, .int32, .int64, .uuid].contains(type) {
            file.report(entry.place, "\(what) is an alias and is \(type)", "use string, int32, int64 or uuid")
        }
        if field.classification != .pseudonymous {
            file.report(
                entry.place, "\(what) is an alias and is classified \(field.classification.rawValue)",
                "classify it pseudonymous, which is how it is stored")
        }
    }

    private mutating func checkSubject(
        _ field: Field, _ type: FieldType?, outer: Field?, at entry: Entry, _ what: String
    ) {
        if outer != nil {
            file.report(
                entry.place, "\(what) is nested and cannot be the subject",
                "declare the subject as a field of the event type itself")
            return
        }
        if let first = subjectName {
            file.report(
                entry.place, "\(what) is a second subject beside \(quoted(first))",
                "keep one: the person whom the event is about")
        }
        subjectName = subjectName ?? field.name
        if let type, ![.string, .int32, .int64, .uuid].contains(type) {
            file.report(entry.place, "\(what) is the subject and is \(type)", "use string, int32, int64 or uuid")
        }
        if field.classification != .pseudonymous {
            file.report(
                entry.place, "\(what) is the subject and is classified \(field.classification.rawValue)",
                "classify it pseudonymous, which is how it is stored")
        }
    }
}

extension String {
    /// The path of a field beside this one.
    fileprivate func sibling(_ name: String) -> String {
        guard let dot = lastIndex(of: ".") else { return name }
        return self[...dot] + name
    }
}
