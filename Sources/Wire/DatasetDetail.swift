/// Everything about one dataset.
public struct DatasetDetail: Codable, Sendable, Equatable {
    public var summary: DatasetSummary
    public var contact: String?
    public var schemaVersion: Int
    public var retentionDays: Int?
    public var columns: [ColumnSummary]
    public var ledger: LedgerTotals
    public var recentHours: [HourSummary]
    public var location: String
    /// Which hours hold imported rows, and what those lack; the latest of them when there are very many.
    public var bridged: [BridgedRange]
    /// With what it was asked for together most in the last 30 days.
    public var joinedWith: [JoinedDataset]

    public init(summary: DatasetSummary, contact: String? = nil, schemaVersion: Int, retentionDays: Int? = nil, columns: [ColumnSummary], ledger: LedgerTotals, recentHours: [HourSummary], location: String, bridged: [BridgedRange] = [], joinedWith: [JoinedDataset] = []) {
        self.summary = summary
        self.contact = contact
        self.schemaVersion = schemaVersion
        self.retentionDays = retentionDays
        self.columns = columns
        self.ledger = ledger
        self.recentHours = recentHours
        self.location = location
        self.bridged = bridged
        self.joinedWith = joinedWith
    }
}
