import BasinCore

extension JSONSchemaReader {
    /// The properties as fields, in their order.
    mutating func fields(_ shape: SchemaShape, path: String, outer: ValuePlace?, depth: Int) throws(SchemaRefusal)
        -> [Field]
    {
        var properties = shape.properties
        let named = Set(properties.map { Array($0.name.utf8) })
        for name in shape.required.sorted() where !named.contains(Array(name.utf8)) {
            properties.append(SchemaShape.Property(name: name, parts: [SchemaPart(.bool(true), ["#"])]))
        }
        let names = try fieldNames(properties.map(\.name), path: path)
        var fields: [Field] = []
        for (property, name) in zip(properties, names) {
            fieldCount += 1
            guard fieldCount <= DefinitionLimits.fields else {
                throw SchemaRefusal(
                    .tooManyFields, "", "it would have more than \(DefinitionLimits.fields) fields",
                    "import the part that describes one event, or describe less of it")
            }
            let fieldPath = path.isEmpty ? name : "\(path).\(name)"
            if name != property.name {
                notes.append(
                    noted(
                        .renamed, fieldPath,
                        "the property is \(quoted(property.name)); clients must send `\(name)` instead"))
            }
            let isRequired = shape.required.contains(property.name)
            fields.append(
                try field(name, property.parts, fieldPath, isRequired: isRequired, outer: outer, depth: depth))
        }
        return fields
    }

    private mutating func field(
        _ name: String, _ parts: [SchemaPart], _ path: String, isRequired: Bool, outer: ValuePlace?, depth: Int
    ) throws(SchemaRefusal) -> Field {
        // What is said at the property itself; a reference that leads nowhere takes nothing away from it.
        let said = parts.map(\.tree)
        let extra = { (name: String) in said.lazy.compactMap { $0["x-basin-" + name] }.first }
        let own = extra("classification")?.text.flatMap(Classification.init)
        if outer == nil, own == nil, classification == nil { undecided.insert(name) }
        let given = own ?? outer?.classification ?? classification
        let held = outer.map { min(given ?? .none, $0.classification ?? .sensitive) } ?? given
        let place = ValuePlace(path: path, depth: depth, classification: held)
        let value = try value(of: parts, place)
        if isRequired, value.isNullable, value.type != .json {
            notes.append(
                noted(.optional, path, "it must be there but may be null, which to intake is the same as nothing"))
        }
        var field = Field(
            name: name, type: value.type, isRequired: isRequired && !value.isNullable,
            classification: held ?? .none)
        field.isSubject = extra("subject")?.flag == true && outer == nil
        field.isAlias = extra("alias")?.flag == true && outer == nil
        field.purposes = extra("purposes")?.elements?.compactMap(\.text) ?? []
        field.acceptsEpochMilliseconds = extra("format")?.text == "epoch_ms" && value.type == .timestamp
        field.description = described(said, path)
        field.deprecation = DeprecationKeywords.read(said)
        if outer == nil || outer?.classification == Classification.none { notePerson(field, said, path) }
        return field
    }

    /// Its own words, not those of what it refers to, which are about something else.
    private mutating func described(_ schemas: [WrittenJSON], _ path: String) -> String? {
        let texts = schemas.compactMap { schema in
            (schema["description"]?.text).map { DeprecationKeywords.undescribed($0, schemas) } ?? schema["title"]?.text
        }
        guard let text = texts.first(where: { $0.contains { !$0.isWhitespace } }) else { return nil }
        return Self.sentence(text)
    }

    /// As a definition may have it: without control characters, and not endless.
    static func sentence(_ text: String) -> String {
        let limit = 1_000
        let scalars = text.unicodeScalars.prefix(limit).map { scalar -> Unicode.Scalar in
            scalar.properties.generalCategory == .control && scalar != "\n" ? " " : scalar
        }
        let kept = String(String.UnicodeScalarView(scalars)).trimmed
        return text.unicodeScalars.count > limit ? kept + "…" : kept
    }

    private mutating func notePerson(_ field: Field, _ schemas: [WrittenJSON], _ path: String) {
        let formats = schemas.compactMap { $0["format"]?.text }
        let isPersonal =
            formats.contains { ["email", "idn-email", "ipv4", "ipv6"].contains($0) }
            || Self.personalWords.contains { field.name.contains($0) }
        guard isPersonal, !field.classification.isSealed, !field.isPseudonym else { return }
        notes.append(
            noted(.looksPersonal, path, "it looks as if it said something about a person; classify it with care"))
    }

    private static let personalWords = [
        "email", "first_name", "last_name", "full_name", "phone", "ip_address", "ipaddress", "birth", "address_line",
        "street", "ssn", "passport",
    ]

    // MARK: Names

    private func fieldNames(_ properties: [String], path: String) throws(SchemaRefusal) -> [String] {
        let wrong = properties.filter { !Name.isValid($0) }
        guard !wrong.isEmpty else { return properties }
        let names = renames ? properties.map { Name.isValid($0) ? $0 : FieldNaming.snakeCase($0) } : properties
        let impossible = names.filter { !Name.isValid($0) }
        if !impossible.isEmpty {
            let shown = wrong.prefix(5).map { quoted($0) }.joined(separator: ", ") + (wrong.count > 5 ? " …" : "")
            throw SchemaRefusal(
                .fieldName, path,
                (wrong.count == 1 ? "the property \(shown) has a name" : "\(wrong.count) properties have names")
                    + " that no field may have"
                    + (wrong.count == 1 ? "" : ": \(shown)"),
                renames
                    ? "rename them in the schema: \(Name.rule)"
                    : "add --rename-fields, and let clients send the new names")
        }
        var seen: [String: String] = [:]
        for (property, name) in zip(properties, names) {
            if let other = seen.updateValue(property, forKey: name) {
                throw SchemaRefusal(
                    .nameClash, path, "\(quoted(other)) and \(quoted(property)) would both be the field `\(name)`",
                    "rename one of them in the schema")
            }
        }
        return names
    }
}
