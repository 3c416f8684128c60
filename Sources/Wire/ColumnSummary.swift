/// A column of a dataset.
public struct ColumnSummary: Codable, Sendable, Equatable {
    public var name: String
    public var type: String
    public var required: Bool
    /// Nil for envelope columns.
    public var classification: String?
    public var subject: Bool
    public var description: String?
    /// The term of the glossary that it is about.
    public var term: String?

    public init(
        name: String, type: String, required: Bool, classification: String? = nil, subject: Bool, description: String? = nil,
        term: String? = nil
    ) {
        self.name = name
        self.type = type
        self.required = required
        self.classification = classification
        self.subject = subject
        self.description = description
        self.term = term
    }
}
