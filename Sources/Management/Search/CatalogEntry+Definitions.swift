package import BasinCore
package import BasinMetastore

/// What definitions say, as it is found.
extension CatalogEntry {
    /// - Parameter terms: the glossary, by name.
    package init(_ type: AppliedEventType, terms: [String: GlossaryTerm] = [:]) {
        let definition = type.definition
        let fields = Self.flat(type.schema.fields.map { ($0.name, $0) })
        self.init(
            kind: .event, object: String(type.id), name: type.name, owner: definition.owner, tier: definition.tier,
            classification: Self.strictest(fields.map(\.field.classification)), description: definition.description,
            columns: fields.map(\.path), people: definition.owner,
            text: Self.text([definition.description, definition.deprecation?.note] + fields.map(\.field.description)
                + Self.said(definition.documentation, terms)),
            worth: Self.worth(
                tier: definition.tier, described: fields.count { $0.field.description != nil }, of: fields.count,
                isChecked: definition.compatibility != .none),
            standing: type.isRemoved ? .removed : definition.deprecation != nil ? .deprecated : .live,
            tags: definition.documentation.tags, terms: definition.documentation.terms,
            columnTerms: definition.documentation.columnTerms, isComplete: Certification.missing(type).isEmpty)
    }

    /// - Parameter terms: the glossary, by name.
    package init(_ dataset: AppliedDataset, terms: [String: GlossaryTerm] = [:]) {
        let definition = dataset.definition
        self.init(
            kind: .dataset, object: String(dataset.id), name: dataset.name, owner: definition.owner, tier: definition.tier,
            classification: Self.strictest(dataset.columns.map(\.classification)), description: definition.description,
            columns: dataset.columns.map(\.name), people: definition.owner,
            text: Self.text([definition.description, definition.deprecation?.note] + dataset.columns.map(\.description)
                + Self.said(definition.documentation, terms)),
            worth: Self.worth(
                tier: definition.tier, described: dataset.columns.count { $0.description != nil }, of: dataset.columns.count,
                isChecked: !definition.checks.isEmpty),
            standing: dataset.isRemoved ? .removed : definition.deprecation != nil ? .deprecated : .live,
            tags: definition.documentation.tags, terms: definition.documentation.terms,
            columnTerms: definition.documentation.columnTerms, isComplete: Certification.missing(dataset).isEmpty)
    }

    package init(_ term: GlossaryTerm) {
        self.init(
            kind: .term, object: term.name, name: term.name, owner: term.owner, description: term.description,
            columns: [], people: Self.text([term.owner, term.title] + term.synonyms),
            text: Self.text([term.description] + term.values.prefix(100)), worth: 260)
    }

    /// Somebody who changed definitions is somebody to ask about what these define.
    /// - Parameter changed: names of what they changed.
    package init(person: String, teams: [String], changed: [String]) {
        self.init(
            kind: .person, object: person, name: person, owner: teams.first ?? "",
            description: changed.isEmpty
                ? "Has changed no definition yet."
                : "Changed " + changed.prefix(5).joined(separator: ", ") + (changed.count > 5 ? " and \(changed.count - 5) more." : "."),
            people: Self.text(teams), text: Self.text(changed), worth: 100)
    }

    /// Who is behind it is said here alone: what it owns leads to it, and nothing of an old contact stays elsewhere.
    package init(_ team: Team) {
        self.init(
            kind: .team, object: team.name, name: team.name, owner: team.name, description: team.description ?? team.contact,
            people: Self.text([team.contact]), text: Self.text([team.description]), worth: 200)
    }

    package init(_ source: EventSource) {
        self.init(
            kind: .source, object: source.name, name: source.name, owner: source.owner, description: source.description,
            people: source.owner,
            text: Self.text([source.description, source.clientProtocol.rawValue] + source.routes.map(\.type) + [source.catchAll]),
            worth: 150)
    }

    package init(_ query: SavedQuery) {
        self.init(
            kind: .query, object: query.name, name: query.name, owner: query.owner, description: query.description,
            people: query.owner,
            text: Self.text(
                [query.description] + query.datasets + query.parameters.flatMap { [$0.name, $0.description] }),
            worth: 180)
    }

    /// Words that are found when they are mistyped: those of names. Prose is not among them: it would multiply what is
    /// kept for each word, and whatever somebody types is near some word of it.
    package var words: Set<String> {
        Set(([name, people] + columns).flatMap(SearchText.words))
    }

    // MARK: What is made of a definition

    private static let longestText = 4_000

    /// What is said for people: tags, terms with their synonyms, titles of examples, the page.
    private static func said(_ documentation: Documentation, _ terms: [String: GlossaryTerm]) -> [String?] {
        documentation.tags.sorted { $0.key < $1.key }.map { $0.key + " " + $0.value }
            + documentation.allTerms.flatMap { name -> [String] in
                terms[name].map { [$0.title] + $0.synonyms } ?? [name]
            } + documentation.examples.map(\.title) + [documentation.page]
    }

    /// What the parts say, and the words of what is written with capitals inside: a question for `iOS` is one for `i` and `os`.
    private static func text(_ parts: [String?]) -> String {
        let text = String(parts.compactMap(\.self).joined(separator: " ").prefix(longestText))
        let inner = text.split(separator: " ").filter { part in
            part.dropFirst().contains { $0.isUppercase } && part.contains { $0.isLowercase }
        }
        return ([text] + inner.flatMap { SearchText.words(String($0)) }).joined(separator: " ")
    }

    private static func flat(_ fields: [(path: String, field: Field)]) -> [(path: String, field: Field)] {
        fields.flatMap { path, field -> [(path: String, field: Field)] in
            guard case .structure(let inner) = field.type else { return [(path, field)] }
            return [(path, field)] + flat(inner.map { (path + "." + $0.name, $0) })
        }
    }

    private static func strictest(_ all: [Classification]) -> Classification? { all.max() }

    /// People are better served by what somebody answers for, described and checked.
    private static func worth(
        tier: Tier, described: Int, of count: Int, isChecked: Bool
    ) -> Int {
        var worth = 200
        switch tier {
        case .high: worth += 80
        case .normal: worth += 40
        case .low: break
        }
        worth += count == 0 ? 0 : 80 * described / count
        return isChecked ? worth + 40 : worth
    }
}
