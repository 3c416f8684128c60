/// One record of the audit log.
public struct AuditLine: Codable, Sendable, Equatable {
    /// 1 for the first, one more with each.
    public var number: Int
    public var at: String
    public var person: String
    public var token: String?
    public var action: String
    public var object: String?
    /// `begun`, `done`, `refused`, `failed`.
    public var outcome: String
    public var details: [String: String]

    public init(
        number: Int, at: String, person: String, token: String? = nil, action: String, object: String? = nil,
        outcome: String, details: [String: String]
    ) {
        self.number = number
        self.at = at
        self.person = person
        self.token = token
        self.action = action
        self.object = object
        self.outcome = outcome
        self.details = details
    }
}
