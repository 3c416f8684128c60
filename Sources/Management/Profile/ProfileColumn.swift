package import BasinCore

/// A column as far as its profile may look into it.
package struct ProfileColumn: Sendable {
    /// How much of its values may be told.
    enum Openness {
        /// How many there are.
        case counted
        /// And how many different ones.
        case distinct
        case numbers, times, words
    }

    package var name: String
    var openness: Openness

    /// - Parameter isStored: the value itself is stored, neither sealed nor a pseudonym.
    package init(name: String, type: FieldType, classification: Classification, isStored: Bool) {
        self.name = name
        openness =
            switch (classification, type) {
            case (.none, .int32) where isStored, (.none, .int64) where isStored, (.none, .float) where isStored,
                (.none, .double) where isStored, (.none, .decimal) where isStored:
                .numbers
            case (.none, .timestamp) where isStored, (.none, .date) where isStored: .times
            case (.none, .string) where isStored, (.none, .bool) where isStored, (.none, .uuid) where isStored: .words
            case (.none, .list), (.none, .structure), (.none, .json), (.none, .binary): .counted
            case (.pseudonymous, .list), (.pseudonymous, .structure), (.pseudonymous, .json): .counted
            case (.none, _), (.pseudonymous, _): .distinct
            case (.personal, _), (.sensitive, _): .counted
            }
    }
}
