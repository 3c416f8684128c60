import BasinCore

/// Where a value stands.
struct ValuePlace {
    var path: String
    /// Lists and structs around it.
    var depth: Int
    /// What the outermost field is classified as; nil while it is undecided.
    var classification: Classification?
}

extension JSONSchemaReader {
    /// A value's type, `json` where no other holds all of what the schemas allow.
    mutating func value(of parts: [SchemaPart], _ place: ValuePlace) throws(SchemaRefusal) -> (
        type: FieldType, isNullable: Bool
    ) {
        let before = (notes: notes, count: fieldCount, isOpenInside: isOpenInside)
        do {
            return try type(of: parts, place)
        } catch {
            guard error.isOfOnePart else { throw error }
            notes = before.notes
            fieldCount = before.count
            isOpenInside = before.isOpenInside
            notes.append(
                noted(.asJSON, place.path, "it is kept as json (\(error.reason.rawValue)): \(error.message)"))
            return (.json, true)
        }
    }

    mutating func type(of parts: [SchemaPart], _ place: ValuePlace) throws(SchemaRefusal) -> (
        type: FieldType, isNullable: Bool
    ) {
        var shape = try self.shape(of: parts)
        try unite(&shape, path: place.path)
        note(rules: shape.rules.filter { !shape.explains($0) }, path: place.path)
        if let exact = exactType(shape) { return (exact, shape.isNullable) }
        if !shape.alternatives.isEmpty, shape.impliedKinds == nil {
            if shape.alternatives.count == 1, let (type, isNullable) = try commonType(of: shape.alternatives[0], place)
            {
                notes.append(noted(.alternatives, place.path, "which of its alternatives a value is, is not checked"))
                return (type, isNullable)
            }
            return json(place, "it is one of several shapes", isNullable: true)
        }
        guard let kinds = shape.impliedKinds else { return json(place, "it may be anything", isNullable: true) }
        if shape.isAssumed, let kind = kinds.first {
            notes.append(noted(.assumed, place.path, "it has no `type`, and is taken for an \(kind.rawValue)"))
        }
        let isNullable = shape.isNullable
        var plain = kinds.subtracting([.null])
        if plain == [.integer, .number] { plain = [.number] }
        guard plain.count == 1, let kind = plain.first else {
            return json(
                place,
                plain.isEmpty
                    ? "it is always null" : "it may be \(plain.map(\.rawValue).sorted().joined(separator: " or "))",
                isNullable: isNullable)
        }
        switch kind {
        case .null: return json(place, "it is always null", isNullable: true)
        case .boolean: return (.bool, isNullable)
        case .integer: return (integer(shape, place), isNullable)
        case .number: return (number(shape, place), isNullable)
        case .string: return (text(shape), isNullable)
        case .array: return (try list(shape, place), isNullable)
        case .object: return (try structure(shape, place), isNullable)
        }
    }

    private mutating func json(
        _ place: ValuePlace, _ why: String, isNullable: Bool
    ) -> (type: FieldType, isNullable: Bool) {
        notes.append(noted(.asJSON, place.path, "it is kept as json: \(why)"))
        return (.json, isNullable)
    }

    /// What an export of ours says that JSON Schema has no word for, where the rest agrees.
    private func exactType(_ shape: SchemaShape) -> FieldType? {
        if shape.extras["x-basin-format"]?.text == "epoch_ms", shape.format == "date-time",
            shape.impliedKinds?.subtracting([.null]) == [.string, .integer]
        {
            return .timestamp
        }
        guard let text = shape.extras["x-basin-type"]?.text, case .whole(let type) = TypeSyntax(text) else {
            return nil
        }
        let plain = shape.impliedKinds?.subtracting([.null])
        switch type {
        case .json: return shape.properties.isEmpty && shape.items == nil ? type : nil
        case .decimal: return plain == [.string, .number] ? type : nil
        default: return nil
        }
    }

    // MARK: Plain values

    private func integer(_ shape: SchemaShape, _ place: ValuePlace) -> FieldType {
        if shape.format == "int32" { return .int32 }
        let bounds = [shape.minimum, shape.maximum].compactMap { $0 }
        // Where the bounds reach beyond 64 bits, values may.
        let digits = bounds.compactMap { bound -> Int? in
            let digits = bound.drop { $0 == "-" }
            return digits.allSatisfy(\.isNumber) && Int64(bound) == nil ? digits.count : nil
        }.max()
        guard let digits, digits <= DefinitionLimits.decimalPrecision else { return .int64 }
        return .decimal(precision: digits, scale: 0)
    }

    private func number(_ shape: SchemaShape, _ place: ValuePlace) -> FieldType {
        if shape.format == "float" { return .float }
        guard let step = shape.multipleOf, step.hasPrefix("0."), step.last == "1",
            step.dropFirst(2).dropLast().allSatisfy({ $0 == "0" }), step.count - 2 <= 18
        else { return .double }
        // Hundredths and the like are what decimals are for.
        return .decimal(precision: DefinitionLimits.decimalPrecision, scale: step.count - 2)
    }

    private func text(_ shape: SchemaShape) -> FieldType {
        switch shape.format {
        case "date-time": .timestamp
        case "date": .date
        case "uuid": .uuid
        default: .string
        }
    }

    // MARK: Lists and structs

    private mutating func list(_ shape: SchemaShape, _ place: ValuePlace) throws(SchemaRefusal) -> FieldType {
        if shape.isTuple {
            return json(place, "each position of the list has a type of its own", isNullable: true).type
        }
        var inner = place
        inner.depth += 1
        inner.path += "[]"
        guard inner.depth <= DefinitionLimits.nesting else { throw tooNested(place) }
        guard let items = shape.items else { return .list(element: .json, elementID: 0) }
        return .list(element: try value(of: items, inner).type, elementID: 0)
    }

    private mutating func structure(_ shape: SchemaShape, _ place: ValuePlace) throws(SchemaRefusal) -> FieldType {
        guard !shape.properties.isEmpty else {
            return json(place, "its properties are not named", isNullable: true).type
        }
        if shape.describesOthers {
            return json(place, "it has properties that are not named beside those that are", isNullable: true).type
        }
        guard place.depth + 1 <= DefinitionLimits.nesting else { throw tooNested(place) }
        if !shape.isClosed {
            isOpenInside = true
            notes.append(noted(.open, place.path, "properties that it does not name are allowed, and are left out"))
        }
        return .structure(try fields(shape, path: place.path, outer: place, depth: place.depth + 1))
    }

    private func tooNested(_ place: ValuePlace) -> SchemaRefusal {
        SchemaRefusal(
            .tooDeep, place.path, "lists and objects are nested deeper than \(DefinitionLimits.nesting) levels",
            "flatten it")
    }
}

extension SchemaShape {
    /// The type that is chosen follows from this rule, so that nothing of it is lost.
    fileprivate func explains(_ rule: String) -> Bool {
        switch rule {
        case "minimum", "maximum": format == "int32" || format == "int64"
        case "pattern": format == "decimal" && extras["x-basin-type"] != nil
        case "multipleOf":
            multipleOf?.hasPrefix("0.") == true && kinds?.contains(.number) == true && multipleOf?.last == "1"
        default: false
        }
    }
}
