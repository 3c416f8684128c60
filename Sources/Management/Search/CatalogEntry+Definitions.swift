package import BasinCore
package import BasinMetastore

/// What definitions say, as it is found.
extension CatalogEntry {
    package init(_ type: AppliedEventType, teams: [String: Team]) {
        let definition = type.definition
        let fields = Self.flat(type.schema.fields.map { ($0.name, $0) })
        self.init(
            kind: .event, object: String(type.id), name: type.name, owner: definition.owner, tier: definition.tier,
            classification: Self.strictest(fields.map(\.field.classification)), description: definition.description,
            columns: fields.map(\.path), people: Self.people(definition.owner, teams),
            text: Self.text([definition.description, definition.deprecation] + fields.map(\.field.description)),
            worth: Self.worth(
                tier: definition.tier, described: fields.count { $0.field.description != nil }, of: fields.count,
                isChecked: definition.compatibility != .none, isDiscouraged: definition.deprecation != nil,
                isRemoved: type.isRemoved))
    }

    package init(_ dataset: AppliedDataset, teams: [String: Team]) {
        let definition = dataset.definition
        self.init(
            kind: .dataset, object: String(dataset.id), name: dataset.name, owner: definition.owner, tier: definition.tier,
            classification: Self.strictest(dataset.columns.map(\.classification)), description: definition.description,
            columns: dataset.columns.map(\.name), people: Self.people(definition.owner, teams),
            text: Self.text([definition.description] + dataset.columns.map(\.description)),
            worth: Self.worth(
                tier: definition.tier, described: dataset.columns.count { $0.description != nil }, of: dataset.columns.count,
                isChecked: !definition.checks.isEmpty, isDiscouraged: false, isRemoved: dataset.isRemoved))
    }

    package init(_ team: Team) {
        self.init(
            kind: .team, object: team.name, name: team.name, owner: team.name, description: team.description ?? team.contact,
            people: team.contact, text: team.description ?? "", worth: 200)
    }

    package init(_ source: EventSource, teams: [String: Team]) {
        self.init(
            kind: .source, object: source.name, name: source.name, owner: source.owner, description: source.description,
            people: Self.people(source.owner, teams),
            text: Self.text([source.description, source.clientProtocol.rawValue] + source.routes.map(\.type) + [source.catchAll]),
            worth: 150)
    }

    /// Words that are worth finding when they are mistyped.
    package var words: Set<String> {
        Set(([name, people] + columns).flatMap(SearchText.words))
    }

    // MARK: What is made of a definition

    private static let longestText = 4_000

    private static func text(_ parts: [String?]) -> String {
        String(parts.compactMap(\.self).joined(separator: " ").prefix(longestText))
    }

    private static func people(_ owner: String, _ teams: [String: Team]) -> String {
        ([owner] + [teams[owner]?.contact].compactMap(\.self)).joined(separator: " ")
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
        tier: Tier, described: Int, of count: Int, isChecked: Bool, isDiscouraged: Bool, isRemoved: Bool
    ) -> Int {
        var worth = 200
        switch tier {
        case .high: worth += 80
        case .normal: worth += 40
        case .low: break
        }
        worth += count == 0 ? 0 : 80 * described / count
        if isChecked { worth += 40 }
        if isDiscouraged { worth -= 150 }
        if isRemoved { worth -= 190 }
        return max(0, worth)
    }
}
