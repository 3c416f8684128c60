import BasinCore

extension JSONSchemaReader {
    /// Takes apart what an object has only in some of its shapes: those properties are optional fields.
    ///
    /// Leaves in `alternatives` what is no choice between objects.
    mutating func unite(_ shape: inout SchemaShape, path: String) throws(SchemaRefusal) {
        var choices = shape.alternatives
        shape.alternatives = []
        while !choices.isEmpty {
            let choice = choices.removeFirst()
            var shapes: [(part: SchemaPart, shape: SchemaShape)] = []
            var allowsNull = false
            let before = notes
            for part in choice {
                var one = try self.shape(of: [part])
                try unite(&one, path: path)
                if one.impliedKinds == [.null] { allowsNull = true } else { shapes.append((part, one)) }
            }
            let areObjects = shapes.allSatisfy { $0.shape.isObject } && (shape.impliedKinds == nil || shape.isObject)
            if !areObjects || shapes.count == 1 { notes = before }
            if allowsNull, shapes.count == 1 {
                try merge(shapes[0].part, into: &shape)
                if shape.kinds != nil { shape.allowNull() }
                // What it is itself a choice of.
                choices += shape.alternatives
                shape.alternatives = []
            } else if shapes.allSatisfy({ $0.shape.isOnlyRules }), shape.impliedKinds != nil {
                shape.note(rule: "one of \(choice.count) alternatives")
            } else if areObjects {
                add(shapes, to: &shape, path: path)
                if allowsNull { shape.allowNull() }
            } else {
                shape.alternatives.append(choice)
            }
        }
        let conditional = shape.conditional
        shape.conditional = []
        guard shape.isObject else { return }
        var shapes: [(part: SchemaPart, shape: SchemaShape)] = []
        for part in conditional { shapes.append((part, try self.shape(of: [part]))) }
        collect(shapes.filter { !$0.shape.properties.isEmpty }, into: &shape)
    }

    private mutating func add(
        _ shapes: [(part: SchemaPart, shape: SchemaShape)], to shape: inout SchemaShape, path: String
    ) {
        let hadProperties = !shape.properties.isEmpty
        collect(shapes, into: &shape)
        shape.restrict(to: [.object, .null])
        let common = shapes.dropFirst().reduce(shapes.first?.shape.required ?? []) {
            $0.intersection($1.shape.required)
        }
        shape.required.formUnion(common)
        if shapes.allSatisfy({ $0.shape.isClosed }), !hadProperties { shape.isClosed = true }
        notes.append(
            SchemaNote(
                kind: .alternatives, path: path,
                text:
                    "which of its \(shapes.count) shapes a value has is not checked; what some of them lack is optional"
            ))
    }

    /// What is there already says more of a property than what only some shapes say.
    private func collect(_ shapes: [(part: SchemaPart, shape: SchemaShape)], into shape: inout SchemaShape) {
        var found: [(name: String, schemas: [WrittenJSON], trail: [String])] = []
        var indexes: [[UInt8]: Int] = [:]
        for (_, one) in shapes {
            for property in one.properties where shape.property(property.name) == nil {
                let schemas = property.parts.map(\.tree)
                let schema = schemas.count == 1 ? schemas[0] : .object([.init("allOf", .array(schemas))])
                let trail = property.parts.map(\.trail).max { $0.count < $1.count } ?? []
                if let index = indexes[Array(property.name.utf8)] {
                    if !found[index].schemas.contains(schema) { found[index].schemas.append(schema) }
                    found[index].trail += trail.filter { !found[index].trail.contains($0) }
                } else {
                    indexes[Array(property.name.utf8)] = found.count
                    found.append((property.name, [schema], trail))
                }
            }
        }
        for (name, schemas, trail) in found {
            let schema = schemas.count == 1 ? schemas[0] : .object([.init("anyOf", .array(schemas))])
            shape.add(SchemaPart(schema, trail), to: name)
        }
    }

    /// The one type that all of a choice's schemas have.
    mutating func commonType(of choice: [SchemaPart], _ place: ValuePlace) throws(SchemaRefusal) -> (FieldType, Bool)? {
        var common: FieldType?
        var isNullable = false
        for part in choice {
            let shape = try self.shape(of: [part])
            if shape.impliedKinds == [.null] {
                isNullable = true
                continue
            }
            let value = try type(of: [part], place)
            isNullable = isNullable || value.isNullable
            switch (common, value.type) {
            case (nil, let type): common = type
            case (.int64, .double), (.double, .int64): common = .double
            case (let known?, let type): guard known == type else { return nil }
            }
        }
        return common.map { ($0, isNullable) }
    }
}

extension SchemaShape {
    /// It is an object, or null, and nothing else.
    var isObject: Bool {
        guard let kinds = impliedKinds else { return false }
        return kinds.contains(.object) && kinds.subtracting([.object, .null]).isEmpty
    }

    mutating func allowNull() {
        if let kinds = impliedKinds { replace(kinds: kinds.union([.null])) }
        if let values, !values.contains(.null) { self.values = values + [.null] }
    }
}
