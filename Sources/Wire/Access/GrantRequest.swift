/// Gives leave to read more than everybody may.
public struct GrantRequest: Codable, Sendable, Equatable {
    /// Who gets it; this or a team.
    public var account: String?
    public var team: String?
    /// Nil: values of every dataset, and no restricted one.
    public var dataset: String?
    /// The strictest whose values it opens: `personal`, `sensitive`; `none`, unless given, only lets in.
    public var classification: String?
    /// What for.
    public var purpose: String
    /// How long: 1 to 365.
    public var days: Int
    public var reason: String?

    public init(
        account: String? = nil, team: String? = nil, dataset: String? = nil, classification: String? = nil,
        purpose: String, days: Int, reason: String? = nil
    ) {
        self.account = account
        self.team = team
        self.dataset = dataset
        self.classification = classification
        self.purpose = purpose
        self.days = days
        self.reason = reason
    }
}
