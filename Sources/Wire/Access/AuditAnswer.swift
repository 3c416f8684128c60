/// Records of the audit log, and how far they were looked for.
public struct AuditAnswer: Codable, Sendable, Equatable {
    /// The latest first.
    public var records: [AuditLine]
    /// To be given as `before` for what is farther back, also where nothing was found so far; nil when that is all.
    public var next: Int?
    /// When the oldest record was written that was looked at; nil when there was none.
    public var lookedBackTo: String?

    public init(records: [AuditLine], next: Int? = nil, lookedBackTo: String? = nil) {
        self.records = records
        self.next = next
        self.lookedBackTo = lookedBackTo
    }
}
