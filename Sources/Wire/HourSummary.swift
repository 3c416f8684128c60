/// One hour of an event type: its state and its ledger.
public struct HourSummary: Codable, Sendable, Equatable {
    public var hour: String
    /// `open`, `sealed` or, when retention removed it, `expired`.
    public var state: String
    /// Of the current revision; nil when nothing was published.
    public var revision: Int?
    public var ledger: LedgerTotals
    /// Of the quarantined, how many were delivered later, in other hours.
    public var replayed: Int
    /// Of the delivered, how many rows came with imports.
    public var imported: Int
    /// Fields that such an import could not fill.
    public var without: [String]
    /// Nil of hours without events that tell their time.
    public var lateness: LatenessSummary?
    public var sealedAt: String?
    /// Why the current revision exists, if it is a correction or an import.
    public var reason: String?

    public init(
        hour: String, state: String, revision: Int? = nil, ledger: LedgerTotals, replayed: Int = 0,
        imported: Int = 0, without: [String] = [], lateness: LatenessSummary? = nil, sealedAt: String? = nil,
        reason: String? = nil
    ) {
        self.hour = hour
        self.state = state
        self.revision = revision
        self.ledger = ledger
        self.replayed = replayed
        self.imported = imported
        self.without = without
        self.lateness = lateness
        self.sealedAt = sealedAt
        self.reason = reason
    }
}
