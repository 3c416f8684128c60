import BasinCore

/// A field of an event, or of a struct inside it.
struct GeneratedField: Sendable, Hashable {
    /// As it is sent.
    var name: String
    var value: GeneratedValue
    var isRequired: Bool
    /// Paragraphs.
    var documentation: [String]
    /// What to send instead.
    var deprecation: String?

    static func fields(_ fields: [Field], outer: Field?, path: String) throws(BasinError) -> [GeneratedField] {
        var result: [GeneratedField] = []
        for field in fields {
            result.append(
                GeneratedField(
                    name: field.name,
                    value: try GeneratedValue(field.type, of: field, path: "\(path).\(field.name)"),
                    isRequired: field.isRequired, documentation: words(field, outer: outer),
                    deprecation: field.deprecation))
        }
        return result
    }

    /// What a person who fills it in should know.
    private static func words(_ field: Field, outer: Field?) -> [String] {
        var words = field.description.map { [$0] } ?? []
        if case .decimal(let precision, let scale) = field.type {
            words.append("A decimal of at most \(precision) digits, \(scale) of them after the point.")
        }
        if field.isTruncatedAddress { words.append("Of an address only the network is kept.") }
        // What is inside something says it once.
        guard outer.map({ $0.classification != field.classification }) ?? true else { return words }
        let purposes = field.purposes.isEmpty ? "" : " For \(field.purposes.joined(separator: ", "))."
        switch field.classification {
        case _ where field.isSubject:
            words.append("Subject: the id of the person whom the event is about. It is stored as a pseudonym.")
        case .none: break
        case .pseudonymous:
            words.append("Pseudonymous: points at a person together with something else." + purposes)
        case .personal:
            words.append("Personal: says something about a person. It is sealed with that person's key." + purposes)
        case .sensitive:
            words.append("Sensitive: health, belief, exact place. It is sealed with that person's key." + purposes)
        }
        return words
    }
}
