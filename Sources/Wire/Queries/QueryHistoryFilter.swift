/// Which queries of the history are asked for.
public struct QueryHistoryFilter: Sendable, Equatable {
    /// Only of this account; of one's own history it does not count.
    public var person: String?
    public var dataset: String?
    public var outcome: String?
    /// Only of a lower number, for the next page.
    public var before: Int?
    public var limit: Int

    public init(
        person: String? = nil, dataset: String? = nil, outcome: String? = nil, before: Int? = nil, limit: Int = 100
    ) {
        self.person = person
        self.dataset = dataset
        self.outcome = outcome
        self.before = before
        self.limit = limit
    }
}
