/// A field of an event type.
public struct EventFieldSummary: Codable, Sendable, Equatable {
    public var name: String
    /// As it is declared and sent: `string`, `list<int64>`.
    public var type: String
    public var required: Bool
    public var classification: String
    /// It holds the id of the person whom the event is about.
    public var subject: Bool
    public var description: String?
    /// What to send instead.
    public var deprecated: String?
    /// The enrichment that fills it in, `user_agent`; nil for what clients send.
    public var filledBy: String?

    public init(
        name: String, type: String, required: Bool, classification: String, subject: Bool = false, description: String? = nil,
        deprecated: String? = nil, filledBy: String? = nil
    ) {
        self.name = name
        self.type = type
        self.required = required
        self.classification = classification
        self.subject = subject
        self.description = description
        self.deprecated = deprecated
        self.filledBy = filledBy
    }
}
