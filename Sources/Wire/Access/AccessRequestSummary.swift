/// What somebody asked to read, and what became of it.
public struct AccessRequestSummary: Codable, Sendable, Equatable {
    public var id: Int
    public var account: String
    public var dataset: String
    /// The team that decides.
    public var owner: String
    public var classification: String
    public var purpose: String
    public var reason: String
    public var days: Int
    public var askedAt: String
    /// `open`, `approved`, `refused`, `withdrawn`.
    public var state: String
    public var decidedBy: String?
    public var decidedAt: String?
    public var answer: String?
    /// What an approval gave.
    public var grant: Int?

    public init(
        id: Int, account: String, dataset: String, owner: String, classification: String, purpose: String,
        reason: String, days: Int, askedAt: String, state: String, decidedBy: String? = nil,
        decidedAt: String? = nil, answer: String? = nil, grant: Int? = nil
    ) {
        self.id = id
        self.account = account
        self.dataset = dataset
        self.owner = owner
        self.classification = classification
        self.purpose = purpose
        self.reason = reason
        self.days = days
        self.askedAt = askedAt
        self.state = state
        self.decidedBy = decidedBy
        self.decidedAt = decidedAt
        self.answer = answer
        self.grant = grant
    }
}
