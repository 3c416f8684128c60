import BasinCore

/// A table of a contract as an event type.
extension ContractImporter {
    mutating func event(_ object: ContractObject, _ owner: String) -> [ImportedContract.File] {
        guard let name = named(object.name, of: "A table") else { return [] }
        if !isOwn {
            for rule in object.quality { note(object.name, Self.forChecks(rule)) }
        }
        let envelope = Set(Envelope.allCases.map(\.column.name))
        let sent = object.properties.filter { !(isOwn && envelope.contains($0.name)) && Self.custom($0, "enrich") == nil }
        var names: Set<String> = []
        var body = ""
        let decided = undecided.count
        for property in sent {
            let path = "\(object.name).\(property.name)"
            guard let field = field(property, path: path, outer: nil) else { continue }
            if !names.insert(field.name).inserted {
                problem("Two columns of \(printable(object.name)) would be called \(field.name); rename one.")
            }
            let schema = ImportedSchema(
                fields: [field], undecided: undecided.contains(path) ? [field.name] : [], notes: [], unknownFields: .drop,
                compatibility: .backward, terms: isOwn ? Self.terms(property, path: field.name) : [:])
            body += comments(path, indent: "  ") + "  \(field.name): \(schema.mapping(field, outer: nil))\n"
        }
        var text = head(object, owner, keys: ContractExtensions.eventKeys)
        if undecided.count > decided {
            text += "# Decide for every \(ImportedSchema.undecidedWord): none, pseudonymous, personal or sensitive.\n"
        }
        text += comments(object.name, indent: "") + (body.isEmpty ? "fields: {}\n" : "fields:\n" + body)
        let enriched = enrichments(object)
        if !enriched.isEmpty { text += "enrich:\n" + enriched }
        return [ImportedContract.File(path: "events/\(name).yaml", text: text)] + page("events/\(name)")
    }

    /// The page that lies beside a definition.
    func page(_ path: String) -> [ImportedContract.File] {
        own("page")?.text.map { [ImportedContract.File(path: path + ".md", text: $0)] } ?? []
    }

    /// What a column and what is inside it are about, by path.
    private static func terms(_ property: ContractProperty, path: String) -> [String: String] {
        var terms: [String: String] = [:]
        if let term = custom(property, "term")?.text { terms[path] = term }
        for inner in property.items { terms.merge(Self.terms(inner, path: path)) { first, _ in first } }
        for inner in property.properties { terms.merge(Self.terms(inner, path: "\(path).\(inner.name)")) { first, _ in first } }
        return terms
    }

    static func custom(_ property: ContractProperty, _ key: String) -> WrittenJSON? {
        property.custom(ContractExtensions.prefix + key)
    }

    mutating func field(_ property: ContractProperty, path: String, outer: Field?) -> Field? {
        guard let name = named(property.name, of: "A column of \(printable(path))") else { return nil }
        var field = Field(
            name: name, type: .string, isRequired: property.isRequired, classification: classification(property, path, outer),
            description: property.description.map(Self.sentence))
        if field.description?.isEmpty == true { field.description = nil }
        let this = field
        let (type, note) = ContractTypes.type(of: property) { self.field($0, path: "\(path).\($0.name)", outer: this) }
        field.type = type
        if let note { self.note(path, note) }
        if isOwn {
            field.isSubject = Self.custom(property, "subject")?.flag ?? false
            field.isAlias = Self.custom(property, "alias")?.flag ?? false
            field.acceptsEpochMilliseconds = Self.custom(property, "format")?.text == "epoch_ms"
            field.purposes = (Self.custom(property, "purposes")?.elements ?? []).compactMap(\.text)
            field.deprecation = Self.custom(property, "deprecated")?.text
        } else {
            noteRules(property, path)
        }
        return field
    }

    private mutating func noteRules(_ property: ContractProperty, _ path: String) {
        let options = property.options.map(\.name).filter { $0 != "format" }
        if !options.isEmpty { note(path, "not checked: \(options.joined(separator: ", "))") }
        for rule in property.quality { note(path, Self.forChecks(rule)) }
    }

    private static func forChecks(_ rule: ContractQuality) -> String {
        "the rule \(rule.name ?? rule.metric ?? rule.type) is for a dataset's checks"
    }

    /// What Basin's words are; another's word decides nothing, since nobody said what it means here.
    private mutating func classification(_ property: ContractProperty, _ path: String, _ outer: Field?) -> Classification {
        if let word = property.classification, let known = Classification(rawValue: word.lowercased()) {
            if isOwn || outer == nil || known <= outer?.classification ?? .sensitive { return known }
            return outer?.classification ?? known
        }
        if let outer { return outer.classification }
        if let word = property.classification { note(path, "classified \(word) there") }
        if let choice = choices.classification { return choice }
        undecided.insert(path)
        return .none
    }

    /// What Basin fills in, from the columns that it said were filled in.
    private mutating func enrichments(_ object: ContractObject) -> String {
        var text = ""
        for enrichment in Enrichment.allCases {
            if enrichment == .address {
                if let property = object.properties.first(where: { Self.custom($0, "truncated")?.flag == true }),
                    Name.isValid(property.name)
                {
                    text += "  ip: {from: \(property.name), keep: truncated}\n"
                }
                continue
            }
            let columns = object.properties.filter { Self.custom($0, "enrich")?.text == enrichment.rawValue }
            guard let first = columns.first else { continue }
            if enrichment == .clockSkew {
                text += "  clock_skew: true\n"
                continue
            }
            let sources = (Self.custom(first, "enrich_from")?.elements ?? []).compactMap(\.text)
            var keys: [(String, WrittenJSON?)] = [("from", .text(sources.first))]
            if sources.count > 1 { keys.append(("page", .string(sources[1]))) }
            keys.append(
                (
                    "columns",
                    .object(
                        columns.map { column in
                            .init(
                                column.name,
                                .sparse([
                                    ("description", .text(column.description)), ("classification", .text(column.classification)),
                                    ("declassified", Self.custom(column, "declassified")),
                                ]))
                        })
                ))
            text += "  \(enrichment.rawValue): \(WrittenJSON.sparse(keys).flow)\n"
        }
        return text
    }
}
