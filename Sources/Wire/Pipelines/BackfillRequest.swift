/// Asks for a range of partitions to be made again.
public struct BackfillRequest: Codable, Sendable, Equatable {
    public var dataset: String
    public var from: String
    /// The end of the range, not included.
    public var to: String
    public var concurrency: Int?
    public var newestFirst: Bool?
    public var reason: String?

    public init(
        dataset: String, from: String, to: String, concurrency: Int? = nil, newestFirst: Bool? = nil,
        reason: String? = nil
    ) {
        self.dataset = dataset
        self.from = from
        self.to = to
        self.concurrency = concurrency
        self.newestFirst = newestFirst
        self.reason = reason
    }
}
