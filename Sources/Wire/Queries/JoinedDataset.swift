/// What an event type or a dataset is asked for together with.
public struct JoinedDataset: Codable, Sendable, Equatable {
    public var name: String
    /// Queries of the last 30 days that named both.
    public var queries: Int

    public init(name: String, queries: Int) {
        self.name = name
        self.queries = queries
    }
}
