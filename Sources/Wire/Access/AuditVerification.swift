/// What reading the whole audit log found.
public struct AuditVerification: Codable, Sendable, Equatable {
    public var records: Int
    /// Names the last record and everything before it, `NUMBER:HEX`. Kept elsewhere, it proves later that nothing was taken out.
    public var head: String?
    public var isWhole: Bool
    public var problems: [String]

    public init(
        records: Int, head: String? = nil, isWhole: Bool, problems: [String]
    ) {
        self.records = records
        self.head = head
        self.isWhole = isWhole
        self.problems = problems
    }
}
