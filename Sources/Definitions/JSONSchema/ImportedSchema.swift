package import BasinCore

/// An event type made of a JSON Schema: its fields, and what of the schema is not in them.
package struct ImportedSchema: Sendable, Hashable {
    /// The classification of those in `undecided` means nothing yet.
    package internal(set) var fields: [Field]
    /// Fields that nobody has classified; their definition says so in a word that no plan accepts.
    package internal(set) var undecided: Set<String>
    package internal(set) var notes: [SchemaNote]
    /// What the schema says it is about; nil when it does not.
    package internal(set) var description: String?
    /// What to send instead, where the schema says that it is deprecated.
    package internal(set) var deprecation: String?
    package internal(set) var unknownFields: UnknownFields
    package internal(set) var compatibility: Compatibility
    /// The term of the glossary that a field is about, by the field's path. No JSON Schema says one.
    var terms: [String: String] = [:]

    /// Reads a JSON Schema of any draft from 04 to 2020-12, also inside an Iglu envelope (`self`).
    ///
    /// Pure, and bounded for any text. Nothing that it refers to elsewhere is fetched.
    /// - Parameters:
    ///   - classification: of every field that the schema does not classify itself; nil leaves them undecided.
    ///   - renames: gives fields names in snake_case where a property's name cannot be a field's.
    package static func read(
        _ text: String, classification: Classification?, renames: Bool
    ) throws(SchemaRefusal) -> ImportedSchema {
        guard text.utf8.count <= DefinitionLimits.schemaBytes else {
            throw SchemaRefusal(
                .tooLarge, "", "the schema is larger than \(DefinitionLimits.schemaBytes >> 10) KiB",
                "import the part that describes one event")
        }
        let tree: WrittenJSON
        do {
            var reader = WrittenJSONReader(text, depthLimit: DefinitionLimits.schemaDepth)
            tree = try reader.read()
        } catch {
            let (reason, message): (SchemaRefusal.Reason, String) =
                switch error.kind {
                case .notJSON: (.notJSON, error.message)
                case .duplicate(let name): (.duplicateMember, "the member \(quoted(name)) is there twice in one object")
                case .tooDeep: (.tooDeep, error.message)
                }
            throw SchemaRefusal(reason, "line \(error.line)", message, "correct the file")
        }
        var reader = JSONSchemaReader(tree, classification: classification, renames: renames)
        return try reader.read()
    }
}
