import BasinCore

/// What a definition says of itself beside its schema, for whoever looks for it or depends on it.
extension CatalogedDataset {
    var documentation: Documentation {
        switch content {
        case .events(let type): type.definition.documentation
        case .made(let dataset): dataset.definition.documentation
        }
    }

    /// Why it should not be used any more, and what takes its place.
    var deprecation: Deprecation? {
        switch content {
        case .events(let type): type.definition.deprecation
        case .made(let dataset): dataset.definition.deprecation
        }
    }

    /// `layer:gold`, by the tag's name.
    var tags: [String] { documentation.tags.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" } }

    /// Where people ask, in the order in which they should.
    var contacts: [String] {
        var contacts = [documentation.support, team?.contact].compactMap(\.self)
        if contacts.count == 2, contacts[0] == contacts[1] { contacts.removeLast() }
        return contacts
    }

    /// Where the project's files keep its definition, without the end of their names.
    var definitionPath: String {
        switch content {
        case .events: "events/\(name)"
        case .made: "datasets/\(name)"
        }
    }
}
