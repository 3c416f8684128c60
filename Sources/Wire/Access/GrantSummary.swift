/// Leave to read more than everybody may.
public struct GrantSummary: Codable, Sendable, Equatable {
    public var id: Int
    public var account: String?
    public var team: String?
    /// Nil: of every dataset.
    public var dataset: String?
    public var classification: String
    public var purpose: String
    public var reason: String?
    public var grantedBy: String
    public var grantedAt: String
    public var until: String
    public var revokedAt: String?
    public var revokedBy: String?
    /// `good`, `over`, `revoked`.
    public var state: String

    public init(
        id: Int, account: String? = nil, team: String? = nil, dataset: String? = nil, classification: String,
        purpose: String, reason: String? = nil, grantedBy: String, grantedAt: String, until: String,
        revokedAt: String? = nil, revokedBy: String? = nil, state: String
    ) {
        self.id = id
        self.account = account
        self.team = team
        self.dataset = dataset
        self.classification = classification
        self.purpose = purpose
        self.reason = reason
        self.grantedBy = grantedBy
        self.grantedAt = grantedAt
        self.until = until
        self.revokedAt = revokedAt
        self.revokedBy = revokedBy
        self.state = state
    }
}
