/// What a definition says about a column of its output.
package struct ColumnDeclaration: Sendable, Hashable, Codable {
    package var description: String?
    /// What the column must come out as. Needed where a dataset reads its own previous partition, because nothing else
    /// says what is in it.
    package var type: FieldType?
    /// Stricter than inherited: as it is. Milder: only with `declassified`.
    package var classification: Classification?
    /// Why the transform takes away what the sources say about a person.
    package var declassified: String?

    package init(
        description: String? = nil, type: FieldType? = nil, classification: Classification? = nil,
        declassified: String? = nil
    ) {
        self.description = description
        self.type = type
        self.classification = classification
        self.declassified = declassified
    }
}
