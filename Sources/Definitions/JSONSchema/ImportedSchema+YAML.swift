import BasinCore

extension ImportedSchema {
    /// What stands for a classification that nobody decided yet. No plan accepts it.
    package static let undecidedWord = "TODO"

    /// The event type's definition file. Notes stand beside the fields that they are about.
    package func yaml(name: String, owner: String, source: String) throws(SchemaRefusal) -> String {
        var text = "# Imported from \(printable(source, limit: 200)).\n"
        if !undecided.isEmpty {
            text +=
                "# Decide for every \(Self.undecidedWord): none, pseudonymous, personal or sensitive. "
                + "A plan refuses it until then.\n"
        }
        for note in notes where note.path.isEmpty { text += Self.comment(note) }
        text += "owner: \(owner)\n"
        let about = description.map(JSONSchemaReader.sentence) ?? "Imported from JSON Schema: \(name)."
        text += "description: \(Self.scalar(about))\n"
        if let deprecation { text += "deprecated: \(Self.scalar(deprecation))\n" }
        if unknownFields == .quarantine { text += "unknown_fields: quarantine\n" }
        if compatibility != .backward { text += "compatibility: \(compatibility.rawValue)\n" }
        text += fields.isEmpty ? "fields: {}\n" : "fields:\n"
        let byField = Dictionary(grouping: notes) { note in String(note.path.prefix { $0 != "." && $0 != "[" }) }
        for field in fields {
            for note in byField[field.name] ?? [] { text += "  " + Self.comment(note) }
            text += "  \(field.name): " + mapping(field, outer: nil) + "\n"
        }
        guard text.utf8.count <= DefinitionLimits.fileBytes else {
            throw SchemaRefusal(
                .tooLarge, "", "the definition would be larger than \(DefinitionLimits.fileBytes >> 10) KiB",
                "import the part that describes one event")
        }
        return text
    }

    /// A field as a definition writes it, on one line.
    func mapping(_ field: Field, outer: Field?, path: String = "") -> String {
        let path = path.isEmpty ? field.name : "\(path).\(field.name)"
        var parts = Self.type(field.type) { mapping($0, outer: field, path: path) }
        if !field.isRequired { parts.append("required: false") }
        if outer == nil {
            parts.append(
                "classification: "
                    + (undecided.contains(field.name) ? Self.undecidedWord : field.classification.rawValue))
        } else if let outer, outer.classification != field.classification {
            parts.append("classification: \(field.classification.rawValue)")
        }
        if field.isSubject { parts.append("subject: true") }
        if field.isAlias { parts.append("alias: true") }
        if field.acceptsEpochMilliseconds { parts.append("format: epoch_ms") }
        if !field.purposes.isEmpty {
            parts.append("purposes: [" + field.purposes.map(Self.scalar).joined(separator: ", ") + "]")
        }
        if let description = field.description { parts.append("description: \(Self.scalar(description))") }
        if let deprecation = field.deprecation { parts.append("deprecated: \(Self.scalar(deprecation))") }
        if let term = terms[path] { parts.append("term: \(Self.scalar(term))") }
        return "{" + parts.joined(separator: ", ") + "}"
    }

    private static func type(_ type: FieldType, _ inner: (Field) -> String) -> [String] {
        switch type {
        case .structure(let fields):
            return [
                "type: struct", "fields: {" + fields.map { "\($0.name): \(inner($0))" }.joined(separator: ", ") + "}",
            ]
        case .list(let element, _) where element.hasStructure:
            return ["type: list", "element: {" + self.type(element, inner).joined(separator: ", ") + "}"]
        default:
            let text = type.description
            return ["type: " + (text.contains("(") ? "\"\(text)\"" : text)]
        }
    }

    private static func comment(_ note: SchemaNote) -> String {
        "# \(printable(note.description, limit: 400).replacing("&", with: "and"))\n"
    }

    /// Text between double quotes. No ampersand stays, which readers of definitions may take for an anchor.
    private static func scalar(_ text: String) -> String {
        WrittenJSON.quoted(text).replacing("&", with: "\\x26")
    }
}

extension FieldType {
    fileprivate var hasStructure: Bool {
        switch self {
        case .structure: true
        case .list(let element, _): element.hasStructure
        default: false
        }
    }
}
