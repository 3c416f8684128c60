/// What a field says about a person. There is no default: somebody decides for every field.
package enum Classification: String, Sendable, Codable, CaseIterable, Comparable {
    /// Nothing about a person.
    case none
    /// Points at a person only together with something else. Stored as it is; a subject's id becomes a pseudonym.
    case pseudonymous
    /// Says something about a person. Sealed with the subject's key.
    case personal
    /// Health, belief, exact place and the like. Sealed with the subject's key.
    case sensitive

    package var isSealed: Bool { self >= .personal }

    private var rank: Int {
        switch self {
        case .none: 0
        case .pseudonymous: 1
        case .personal: 2
        case .sensitive: 3
        }
    }

    package static func < (a: Classification, b: Classification) -> Bool { a.rank < b.rank }
}
