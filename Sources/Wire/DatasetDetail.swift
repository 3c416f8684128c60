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

    public init(summary: DatasetSummary, contact: String? = nil, schemaVersion: Int, retentionDays: Int? = nil, columns: [ColumnSummary], ledger: LedgerTotals, recentHours: [HourSummary], location: String) {
        self.summary = summary
        self.contact = contact
        self.schemaVersion = schemaVersion
        self.retentionDays = retentionDays
        self.columns = columns
        self.ledger = ledger
        self.recentHours = recentHours
        self.location = location
    }
}
