/// One field of an event type, or of a struct inside it.
package struct Field: Sendable, Hashable, Codable {
    package var name: String
    package var type: FieldType
    /// The Iceberg field id: given once, when the schema is applied, and never reused. 0 until then.
    package var id: Int
    package var isRequired: Bool
    package var classification: Classification
    /// This field holds the id of the person whom the event is about. At most one a type; it is stored as a pseudonym.
    package var isSubject: Bool
    package var purposes: [String]
    package var description: String?
    /// What to send instead, since clients should stop sending it; nil where they need not.
    package var deprecation: String?
    /// For timestamps: numbers are accepted as epoch milliseconds (`format: epoch_ms`). RFC 3339 is always accepted.
    package var acceptsEpochMilliseconds: Bool
    /// How Basin fills it in; nil for what clients send.
    package var derivation: Derivation?
    /// Nil for false: what was applied before there was a choice is the same as what says so.
    private var truncates: Bool?

    private var aliases: Bool?

    /// It holds another id of the person whom the event is about, such as that of a browser: stored as a pseudonym, too.
    package var isAlias: Bool {
        get { aliases ?? false }
        set { aliases = newValue ? true : nil }
    }

    /// Its values are ids of people, and pseudonyms are stored instead.
    package var isPseudonym: Bool { isSubject || isAlias }

    /// It holds addresses of which only the network is kept: the rest is gone before anything is written.
    package var isTruncatedAddress: Bool {
        get { truncates ?? false }
        set { truncates = newValue ? true : nil }
    }

    package init(
        name: String, type: FieldType, id: Int = 0, isRequired: Bool = true, classification: Classification,
        isSubject: Bool = false, purposes: [String] = [], description: String? = nil,
        deprecation: String? = nil, acceptsEpochMilliseconds: Bool = false
    ) {
        self.name = name
        self.type = type
        self.id = id
        self.isRequired = isRequired
        self.classification = classification
        self.isSubject = isSubject
        self.purposes = purposes
        self.description = description
        self.deprecation = deprecation
        self.acceptsEpochMilliseconds = acceptsEpochMilliseconds
    }

    /// What the field is stored as: a sealed value is bytes, a subject is a pseudonym's text.
    package var storedType: FieldType {
        if isPseudonym { return .string }
        return classification.isSealed ? .binary : type
    }
}
