/// An event type in a list: what it is, and what came lately.
public struct EventTypeSummary: Codable, Sendable, Equatable {
    public var name: String
    public var owner: String
    public var tier: String
    public var description: String
    /// Its definition was removed: nothing of it is accepted any more.
    public var removed: Bool
    /// Clients should stop sending it.
    public var deprecated: Bool
    /// The beginning of the first hour that `ledger` counts, RFC 3339.
    public var since: String
    /// Of the hours from `since` on.
    public var ledger: LedgerTotals
    /// Hours that are not sealed, the present one among them.
    public var openHours: Int
    /// When the latest event came that is delivered; nil before the first.
    public var lastEvent: String?
    /// Incidents that last.
    public var incidents: Int
    /// What the latest of them says.
    public var trouble: String?

    public init(
        name: String, owner: String, tier: String, description: String, removed: Bool = false, deprecated: Bool = false,
        since: String, ledger: LedgerTotals, openHours: Int = 0, lastEvent: String? = nil, incidents: Int = 0, trouble: String? = nil
    ) {
        self.name = name
        self.owner = owner
        self.tier = tier
        self.description = description
        self.removed = removed
        self.deprecated = deprecated
        self.since = since
        self.ledger = ledger
        self.openHours = openHours
        self.lastEvent = lastEvent
        self.incidents = incidents
        self.trouble = trouble
    }
}
