/// Something that a JSON Schema says and the event type made of it does not.
package struct SchemaNote: Sendable, Hashable, CustomStringConvertible {
    package enum Kind: String, Sendable, CaseIterable {
        /// Values are kept as they are, and not looked into.
        case asJSON = "as_json"
        /// Rules that a value follows beside its type.
        case notChecked = "not_checked"
        /// Properties beside those that are named.
        case open
        /// The field has another name than the property.
        case renamed
        /// The property must be there but may be null, and to intake null is nothing.
        case optional
        /// Which of several shapes a value has.
        case alternatives
        /// No type is given, so that anything is allowed, and what is described is taken for what is meant.
        case assumed
        /// It looks as if it said something about a person.
        case looksPersonal = "looks_personal"
    }

    package var kind: Kind
    package var path: String
    package var text: String

    /// `as_json: page.tags: its values are of several types`.
    package var description: String {
        "\(kind.rawValue): " + (path.isEmpty ? "" : printable(path, limit: 200) + ": ") + text
    }
}
