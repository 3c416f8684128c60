import BasinCore

extension JSONSchemaReader {
    /// Keywords that say what a value may be beside its type.
    private static let rules = [
        "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minLength", "maxLength", "pattern",
        "enum", "const", "minItems", "maxItems", "uniqueItems", "contains", "minContains", "maxContains",
        "minProperties", "maxProperties", "propertyNames", "patternProperties", "dependencies", "dependentRequired",
        "dependentSchemas", "not", "if", "contentMediaType", "contentSchema", "unevaluatedItems",
    ]

    /// What one schema says itself, without what it refers to and combines.
    mutating func read(_ part: SchemaPart, into shape: inout SchemaShape) throws(SchemaRefusal) {
        let schema = part.tree
        try readType(schema, into: &shape)
        try readProperties(part, into: &shape)
        try readItems(part, into: &shape)
        try readValues(schema, into: &shape)
        for name in ["title", "description"] {
            guard let text = schema[name]?.text, text.contains(where: { !$0.isWhitespace }) else { continue }
            if name == "title" {
                shape.title = shape.title ?? text
            } else {
                shape.description = shape.description ?? text
            }
        }
        for rule in Self.rules where schema[rule] != nil { shape.note(rule: rule) }
        if let format = schema["format"]?.text {
            shape.format = shape.format ?? format
            if !Self.formats.contains(format) { shape.note(rule: "format \(printable(format, limit: 40))") }
        }
        if let encoding = schema["contentEncoding"]?.text {
            shape.note(rule: "contentEncoding \(printable(encoding, limit: 40))")
        }
        shape.minimum = shape.minimum ?? schema["minimum"]?.number
        shape.maximum = shape.maximum ?? schema["maximum"]?.number
        shape.multipleOf = shape.multipleOf ?? schema["multipleOf"]?.number
        for name in ["then", "else"] {
            if let schema = schema[name] { shape.conditional.append(SchemaPart(schema, part.trail)) }
        }
        for name in ["dependentSchemas", "dependencies"] {
            // Until draft-07 `dependencies` could also list names.
            for member in schema[name]?.members ?? [] where member.value.members != nil {
                shape.conditional.append(SchemaPart(member.value, part.trail))
            }
        }
        for member in schema.members ?? [] where member.name.hasPrefix("x-basin-") && shape.extras[member.name] == nil {
            shape.extras[member.name] = member.value
        }
    }

    /// Formats that decide a type; others are rules that are not checked.
    private static let formats: Set<String> = [
        "date-time", "date", "uuid", "int32", "int64", "float", "double", "decimal",
    ]

    private func readType(_ schema: WrittenJSON, into shape: inout SchemaShape) throws(SchemaRefusal) {
        guard let type = schema["type"] else { return }
        let words: [String]
        if let word = type.text {
            words = [word]
        } else if let elements = type.elements, !elements.isEmpty, elements.allSatisfy({ $0.text != nil }) {
            words = elements.compactMap(\.text)
        } else {
            throw Self.malformed("type", "`type` is neither a type's name nor a list of such")
        }
        var kinds: Set<SchemaShape.Kind> = []
        for word in words {
            if word == "any" { return }
            guard let kind = SchemaShape.Kind(rawValue: word) else {
                throw Self.malformed("type", "\(quoted(word)) is no type of JSON Schema")
            }
            kinds.insert(kind)
        }
        shape.restrict(to: kinds)
    }

    private func readProperties(_ part: SchemaPart, into shape: inout SchemaShape) throws(SchemaRefusal) {
        if let properties = part.tree["properties"] {
            guard let members = properties.members else {
                throw Self.malformed("properties", "`properties` is not an object")
            }
            for member in members { shape.add(SchemaPart(member.value, part.trail), to: member.name) }
        }
        switch part.tree["required"] {
        // Draft-03 said so at the property, and so do people still; true and false there mean nothing to us.
        case nil, .bool: break
        case .array(let names): shape.required.formUnion(names.compactMap(\.text))
        default: throw Self.malformed("required", "`required` is not a list of names")
        }
        for name in ["additionalProperties", "unevaluatedProperties"] {
            switch part.tree[name] {
            case .bool(let isOpen): if !isOpen { shape.isClosed = true }
            case .object(let members): if !members.isEmpty { shape.describesOthers = true }
            default: break
            }
        }
        if part.tree["patternProperties"] != nil { shape.describesOthers = true }
    }

    private func readItems(_ part: SchemaPart, into shape: inout SchemaShape) throws(SchemaRefusal) {
        if part.tree["prefixItems"] != nil { shape.isTuple = true }
        switch part.tree["items"] {
        case nil: break
        case .array: shape.isTuple = true
        case .object?, .bool?:
            shape.items = (shape.items ?? []) + [SchemaPart(part.tree["items"] ?? .bool(true), part.trail)]
        default: throw Self.malformed("items", "`items` is no schema")
        }
    }

    private func readValues(_ schema: WrittenJSON, into shape: inout SchemaShape) throws(SchemaRefusal) {
        if let value = schema["const"] { shape.values = shape.values ?? [value] }
        guard let values = schema["enum"] else { return }
        guard let elements = values.elements else { throw Self.malformed("enum", "`enum` is not a list") }
        if !elements.isEmpty { shape.values = shape.values ?? elements }
    }
}
