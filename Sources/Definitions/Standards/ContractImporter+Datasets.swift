import BasinCore

/// A table of a contract that Basin exported as the dataset that it was.
extension ContractImporter {
    mutating func dataset(_ object: ContractObject, _ owner: String) -> [ImportedContract.File] {
        guard let name = named(object.name, of: "A table") else { return [] }
        var text = head(object, owner, keys: ContractExtensions.datasetKeys)
        let checks = self.checks(object)
        if !checks.isEmpty { text += "checks:\n" + checks.map { "  - \($0.flow)\n" }.joined() }
        let own = object.properties.filter { $0.name != Envelope.partitionTime.column.name }
        guard let sql = self.own("sql")?.text else {
            note(object.name, "the program that makes it is not in the contract; add `command`")
            let columns = own.compactMap { property -> String? in
                guard var field = self.field(property, path: "\(object.name).\(property.name)", outer: nil) else { return nil }
                field.isRequired = true
                let schema = ImportedSchema(
                    fields: [field], undecided: [], notes: [], unknownFields: .drop, compatibility: .backward)
                return "  \(field.name): \(schema.mapping(field, outer: nil))\n"
            }
            text += comments(object.name, indent: "") + "columns:\n" + columns.joined()
            return [ImportedContract.File(path: "datasets/\(name).yaml", text: text)] + page("datasets/\(name)")
        }
        let columns = own.compactMap { declaration($0) }
        if !columns.isEmpty { text += "columns:\n" + columns.map { "  \($0.name): \($0.value.flow)\n" }.joined() }
        return [
            ImportedContract.File(path: "datasets/\(name).yaml", text: text),
            ImportedContract.File(path: "datasets/\(name).sql", text: sql),
        ] + page("datasets/\(name)")
    }

    /// What the definition itself said of a column; the rest follows from its SQL.
    private func declaration(_ property: ContractProperty) -> WrittenJSON.Member? {
        let words = Set((Self.custom(property, "declared")?.elements ?? []).compactMap(\.text))
        let others = ["declassified", "term"].contains { Self.custom(property, $0) != nil }
        guard !words.isEmpty || others, Name.isValid(property.name) else { return nil }
        return .init(
            property.name,
            .sparse([
                ("description", words.contains("description") ? .text(property.description) : nil),
                ("type", words.contains("type") ? .text(ContractTypes.type(of: property) { _ in nil }.type.description) : nil),
                ("classification", words.contains("classification") ? .text(property.classification) : nil),
                ("declassified", Self.custom(property, "declassified")), ("term", Self.custom(property, "term")),
            ]))
    }

    /// In the order of the definition.
    private mutating func checks(_ object: ContractObject) -> [WrittenJSON] {
        var found: [(name: String, check: WrittenJSON)] = []
        for rule in object.quality { add(rule, nil, object, &found) }
        for property in object.properties {
            // The glossary governs what a column of a term may hold, as long as it says so.
            let governed = Self.custom(property, "term") == nil ? nil : "term_\(property.name)"
            for rule in property.quality where governed == nil || rule.name != governed {
                add(rule, property.name, object, &found)
            }
        }
        let order = (own("checks")?.elements ?? []).compactMap(\.text)
        let places = Dictionary(order.enumerated().map { ($1, $0) }) { first, _ in first }
        return found.enumerated().sorted { a, b in
            (places[a.element.name] ?? .max, a.offset) < (places[b.element.name] ?? .max, b.offset)
        }.map(\.element.check)
    }

    private mutating func add(
        _ rule: ContractQuality, _ column: String?, _ object: ContractObject, _ found: inout [(name: String, check: WrittenJSON)]
    ) {
        guard let (key, value, usual) = rule.check(of: column) else {
            note(object.name, "the rule \(rule.name ?? rule.type) has no equal among checks")
            return
        }
        let name = rule.name ?? usual
        found.append(
            (
                name,
                .sparse([
                    (key, value), ("name", name == usual || key == "sql" ? nil : .string(name)),
                    ("severity", rule.severity == "warning" ? .string("warning") : nil),
                ])
            ))
    }
}

extension ContractQuality {
    /// The check that it is: its key in a definition, the value there, and the name that it has unless told; nil where
    /// there is none.
    func check(of column: String?) -> (key: String, value: WrittenJSON, usual: String)? {
        let isNothing = comparison.map { $0.name == "mustBe" && $0.value.scalarText == "0" } ?? false
        func about(_ column: String, _ more: [(String, WrittenJSON?)]) -> WrittenJSON {
            let first: [(String, WrittenJSON?)] = [("column", .string(column))]
            return .sparse(first + more)
        }
        switch (type, metric, column) {
        case ("library", "rowCount", nil):
            return bounds.map { ("row_count", $0, "row_count") }
        case ("library", "nullValues", let column?) where isNothing:
            return ("not_null", .strings([column]), "not_null_\(column)")
        case ("library", "duplicateValues", _) where isNothing:
            let listed = arguments.first { $0.name == "properties" }?.value.elements?.compactMap(\.text)
            let columns = column.map { [$0] } ?? listed ?? []
            return columns.isEmpty ? nil : ("unique", .strings(columns), "unique_" + columns.joined(separator: "_"))
        case ("library", "invalidValues", let column?) where isNothing:
            guard let values = arguments.first(where: { $0.name == "validValues" })?.value.elements?.compactMap(\.scalarText),
                arguments.count == 1
            else { return nil }
            return ("accepted_values", about(column, [("values", .strings(values))]), "accepted_values_\(column)")
        case ("sql", _, let column?):
            guard let range = custom.first(where: { $0.name == ContractExtensions.prefix + "range" })?.value else { return nil }
            return ("range", about(column, [("min", range["min"]), ("max", range["max"])]), "range_\(column)")
        case ("sql", _, nil):
            guard isNothing, let query, query.hasPrefix(Self.countHead), query.hasSuffix(Self.countTail), let name else { return nil }
            let rows = String(query.dropFirst(Self.countHead.count).dropLast(Self.countTail.count))
            return ("sql", .sparse([("name", .string(name)), ("query", .string(rows))]), name)
        case ("custom", _, let column?) where engine == Self.engine:
            for key in ["foreign_key", "freshness"] {
                guard let value = implementation?[key]?.members else { continue }
                return (key, about(column, value.map { ($0.name, $0.value) }), "\(key)_\(column)")
            }
            return nil
        default: return nil
        }
    }

    private var bounds: WrittenJSON? {
        guard let comparison else { return nil }
        switch comparison.name {
        case "mustBe": return .sparse([("min", comparison.value), ("max", comparison.value)])
        case "mustBeGreaterOrEqualTo": return .sparse([("min", comparison.value)])
        case "mustBeLessOrEqualTo": return .sparse([("max", comparison.value)])
        case "mustBeBetween":
            guard let ends = comparison.value.elements, ends.count == 2 else { return nil }
            return .sparse([("min", ends[0]), ("max", ends[1])])
        default: return nil
        }
    }
}
