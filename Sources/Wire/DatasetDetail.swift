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
    public var notes: DatasetNotes
    /// With what it was asked for together most in the last 30 days.
    public var joinedWith: [JoinedDataset]
    /// What it used this month, what is made of it aside; none where nothing is known.
    public var used: UsageSummary?
    /// Of `used`.
    public var currency: String?
    /// `fresh`, `late`, `failing`: partitions were given up, `incomplete`: hours wait, `empty` or `removed`.
    public var freshness: String?
    /// Bytes of the current revisions; nil of an event type.
    public var bytes: Int?

    public init(
        summary: DatasetSummary, contact: String? = nil, schemaVersion: Int, retentionDays: Int? = nil,
        columns: [ColumnSummary], ledger: LedgerTotals, recentHours: [HourSummary], location: String,
        bridged: [BridgedRange] = [], notes: DatasetNotes = DatasetNotes(), joinedWith: [JoinedDataset] = []
    ) {
        self.summary = summary
        self.contact = contact
        self.schemaVersion = schemaVersion
        self.retentionDays = retentionDays
        self.columns = columns
        self.ledger = ledger
        self.recentHours = recentHours
        self.location = location
        self.bridged = bridged
        self.notes = notes
        self.joinedWith = joinedWith
    }
}
