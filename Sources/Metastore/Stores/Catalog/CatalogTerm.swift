/// A word of the text index: letters and digits alone, in lower case.
package enum CatalogTerm: Sendable, Hashable {
    case word(String)
    /// Any word that begins so. Those of more than six letters are gathered before the first is known.
    case beginning(String)

    /// In quotes, which no letter or digit ends.
    var match: String {
        switch self {
        case .word(let word): "\"\(word)\""
        case .beginning(let word): "\"\(word)\"*"
        }
    }
}
