/// Everything about one event type but its hours and its schemas' history.
public struct EventTypeDetail: Codable, Sendable, Equatable {
    public var summary: EventTypeSummary
    /// Of the team that owns it.
    public var contact: String?
    public var retentionDays: Int?
    /// What becomes of fields that the schema does not know: `drop` or `quarantine`.
    public var unknownFields: String
    /// What new schema versions promise: `backward`, `forward`, `full` or `none`.
    public var compatibility: String
    /// `1000/s`, and events a UTC day; nil where there is no limit.
    public var limit: String?
    public var quota: Int?
    public var deprecation: DeprecationSummary?
    public var schemaVersion: Int
    /// What clients send, and what Basin fills in.
    public var fields: [EventFieldSummary]
    /// Of all hours since `firstHour`.
    public var totals: LedgerTotals
    /// The first hour in which it could receive events, `2018-11-03T14`.
    public var firstHour: String
    /// Every hour before this one is sealed, unless an incident says otherwise; nil before the first delivery.
    public var sealedBefore: String?
    /// Why what waits is not delivered now; nil where nothing is wrong.
    public var problem: String?
    /// Those that last first, then the latest that are over.
    public var incidents: [IncidentSummary]

    public init(
        summary: EventTypeSummary, contact: String? = nil, retentionDays: Int? = nil, unknownFields: String = "drop",
        compatibility: String = "backward", limit: String? = nil, quota: Int? = nil, deprecation: DeprecationSummary? = nil,
        schemaVersion: Int, fields: [EventFieldSummary], totals: LedgerTotals, firstHour: String, sealedBefore: String? = nil,
        problem: String? = nil, incidents: [IncidentSummary] = []
    ) {
        self.summary = summary
        self.contact = contact
        self.retentionDays = retentionDays
        self.unknownFields = unknownFields
        self.compatibility = compatibility
        self.limit = limit
        self.quota = quota
        self.deprecation = deprecation
        self.schemaVersion = schemaVersion
        self.fields = fields
        self.totals = totals
        self.firstHour = firstHour
        self.sealedBefore = sealedBefore
        self.problem = problem
        self.incidents = incidents
    }
}
