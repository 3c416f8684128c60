/// What somebody may read of a dataset now, and who else.
public struct DatasetAccess: Codable, Sendable, Equatable {
    /// Rows: `all`, `some`, or none until they `ask`.
    public var rows: String
    /// Only its owner and who has a grant may read it.
    public var restricted: Bool
    /// Teams whose people see some rows; empty: there is no rule for rows.
    public var rowTeams: [String]
    /// The rules by which the asker sees the rows that they see, as SQL behind WHERE.
    public var conditions: [String]
    /// Columns whose values are sealed: masked for everybody whose grant does not open them.
    public var sealed: [SealedColumn]
    /// Grants on it: everybody's for who governs or audits, else one's own and one's teams'; the latest first, 200 at most.
    public var grants: [GrantSummary]
    /// What was asked for it: one's own, and for who decides, what waits for them; 100 at most.
    public var requests: [AccessRequestSummary]

    public init(
        rows: String, restricted: Bool, rowTeams: [String] = [], conditions: [String] = [], sealed: [SealedColumn] = [],
        grants: [GrantSummary] = [], requests: [AccessRequestSummary] = []
    ) {
        self.rows = rows
        self.restricted = restricted
        self.rowTeams = rowTeams
        self.conditions = conditions
        self.sealed = sealed
        self.grants = grants
        self.requests = requests
    }
}
