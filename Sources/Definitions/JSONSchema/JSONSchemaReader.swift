import BasinCore

/// Makes fields of a JSON Schema.
///
/// A value that no type holds faithfully becomes `json`, which holds any, with a note; where nothing of the schema is
/// left then, it is refused.
struct JSONSchemaReader {
    let root: WrittenJSON
    let classification: Classification?
    let renames: Bool
    var references: SchemaReferences
    var notes: [SchemaNote] = []
    var undecided: Set<String> = []
    var fieldCount = 0
    /// A struct may hold properties that it does not name. Intake treats all of an event alike: then none is refused.
    var isOpenInside = false
    /// Looked at so far, each as often as it was referred to: references to references can name more than there is.
    private var partCount = 0
    private var level = 0

    init(_ root: WrittenJSON, classification: Classification?, renames: Bool) {
        self.root = root
        self.classification = classification
        self.renames = renames
        references = SchemaReferences(root)
    }

    mutating func read() throws(SchemaRefusal) -> ImportedSchema {
        try checkLanguage()
        var shape = try self.shape(of: [SchemaPart(root, ["#"])])
        try unite(&shape, path: "")
        let kinds = shape.impliedKinds
        guard kinds == nil || kinds?.contains(.object) == true,
            kinds.map({ $0.subtracting([.object, .null]).isEmpty }) ?? true
        else {
            throw SchemaRefusal(
                .notAnObject, "", "it describes \((kinds ?? []).map(\.rawValue).sorted().joined(separator: " or "))",
                "describe an object, as the `data` of an event is one")
        }
        guard shape.alternatives.isEmpty || kinds != nil else {
            throw SchemaRefusal(
                .notAnObject, "", "it describes one of several things, and not all of them are objects",
                "describe one object, as the `data` of an event is one")
        }
        // An object that may hold nothing at all is an event without fields.
        guard !shape.properties.isEmpty || shape.refusesOthers && shape.isObject else {
            throw SchemaRefusal(
                .noProperties, "", "it names no property and allows any, so the event type would keep nothing of them",
                "name what events hold under `properties`, or say `additionalProperties: false`")
        }
        if !shape.refusesOthers {
            notes.append(
                SchemaNote(
                    kind: .open, path: "",
                    text: "properties that it does not name are allowed, and are left out and counted at intake"))
        }
        note(rules: shape.rules, path: "")
        let fields = try self.fields(shape, path: "", outer: nil, depth: 0)
        return ImportedSchema(
            fields: fields, undecided: undecided, notes: notes,
            description: description(shape).map { DeprecationKeywords.undescribed($0, [root]) },
            deprecation: DeprecationKeywords.read([root]),
            unknownFields: shape.refusesOthers && !isOpenInside ? .quarantine : .drop,
            compatibility: shape.extras["x-basin-compatibility"]?.text.flatMap(Compatibility.init) ?? .backward)
    }

    /// Registries hold more than JSON Schema.
    private func checkLanguage() throws(SchemaRefusal) {
        guard root.members != nil || root.flag != nil else {
            throw SchemaRefusal(.notJSONSchema, "", "it is no object", "give a JSON Schema")
        }
        let language = root["self"]?["format"]?.text
        guard language == nil || language == "jsonschema" else {
            throw SchemaRefusal(
                .notJSONSchema, "self.format", "it says of itself that it is \(quoted(language ?? ""))",
                "give a JSON Schema")
        }
        if ["record", "enum", "fixed"].contains(root["type"]?.text ?? "") {
            throw SchemaRefusal(.notJSONSchema, "type", "it is an Avro schema", "give a JSON Schema")
        }
    }

    private func description(_ shape: SchemaShape) -> String? {
        if let text = shape.description ?? shape.title { return text }
        guard let vendor = root["self"]?["vendor"]?.text, let name = root["self"]?["name"]?.text else { return nil }
        return "From iglu:\(vendor)/\(name), version \(root["self"]?["version"]?.text ?? "unknown")."
    }

    // MARK: Shapes

    /// What all the parts say together, references and `allOf` followed.
    mutating func shape(of parts: [SchemaPart]) throws(SchemaRefusal) -> SchemaShape {
        var shape = SchemaShape()
        for part in parts { try merge(part, into: &shape) }
        if shape.kinds?.isEmpty == true {
            throw SchemaRefusal(
                .contradiction, "", "it asks for two types at once, which no value has", "correct the schema")
        }
        return shape
    }

    mutating func merge(_ part: SchemaPart, into shape: inout SchemaShape) throws(SchemaRefusal) {
        try enter()
        defer { level -= 1 }
        switch part.tree {
        case .bool(true): return
        case .bool(false):
            throw SchemaRefusal(.contradiction, "", "it is `false`, which no value fits", "remove the property")
        case .object: break
        default: throw Self.malformed("", "a schema is neither an object nor true or false")
        }
        try follow(part, "$ref", into: &shape)
        for name in ["$dynamicRef", "$recursiveRef"] where part.tree[name] != nil {
            try follow(part, name, into: &shape)
        }
        try read(part, into: &shape)
        for one in try Self.schemas(part, "allOf") { try merge(one, into: &shape) }
        for name in ["anyOf", "oneOf"] {
            let choice = try Self.schemas(part, name)
            if !choice.isEmpty { shape.alternatives.append(choice) }
        }
    }

    private mutating func follow(_ part: SchemaPart, _ name: String, into shape: inout SchemaShape)
        throws(SchemaRefusal)
    {
        guard let value = part.tree[name] else { return }
        // A property may be called $ref, but then it is an object.
        guard let reference = value.text else { throw Self.malformed(name, "`\(name)` is not text") }
        let (key, schema) = try references.resolve(reference)
        guard !part.trail.contains(key) else {
            throw SchemaRefusal(
                .recursiveReference, reference, "it contains itself, and a field has one depth",
                "describe as many levels as events have, or leave it to the type json")
        }
        try merge(SchemaPart(schema, part.trail + [key]), into: &shape)
    }

    private mutating func enter() throws(SchemaRefusal) {
        partCount += 1
        guard partCount <= DefinitionLimits.schemaParts else {
            throw SchemaRefusal(
                .tooLarge, "", "with its references followed, it has more than \(DefinitionLimits.schemaParts) parts",
                "import the part that describes one event")
        }
        guard level < DefinitionLimits.schemaLevels else {
            throw SchemaRefusal(
                .tooDeep, "",
                "references and combinations are inside each other more than \(DefinitionLimits.schemaLevels) times",
                "flatten it")
        }
        level += 1
    }

    /// The schemas of a list of them; none where there is no such keyword.
    static func schemas(_ part: SchemaPart, _ name: String) throws(SchemaRefusal) -> [SchemaPart] {
        guard let value = part.tree[name] else { return [] }
        guard let elements = value.elements else { throw malformed(name, "`\(name)` is not a list of schemas") }
        return elements.map { SchemaPart($0, part.trail) }
    }

    static func malformed(_ place: String, _ message: String) -> SchemaRefusal {
        SchemaRefusal(.malformedKeyword, place, message, "correct the schema")
    }

    func noted(_ kind: SchemaNote.Kind, _ path: String, _ text: String) -> SchemaNote {
        SchemaNote(kind: kind, path: path, text: text)
    }

    mutating func note(rules: [String], path: String) {
        guard !rules.isEmpty else { return }
        notes.append(
            SchemaNote(
                kind: .notChecked, path: path,
                text: "\(rules.joined(separator: ", ")) \(rules.count == 1 ? "is" : "are") not checked"))
    }
}
