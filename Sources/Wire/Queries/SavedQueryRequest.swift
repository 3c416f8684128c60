/// How a saved query is run.
public struct SavedQueryRequest: Codable, Sendable, Equatable {
    /// `json`, `csv`, `parquet` or `arrow` (a stream); csv if left out.
    public var format: String?
    /// Rows at most; nil for all.
    public var limit: Int?
    /// What personal values are opened for, by a grant for that purpose.
    public var purpose: String?
    /// For parameters without a value of their own, or in place of it. Their types are the query's.
    public var arguments: [QueryArgument]?

    public init(
        format: String? = nil, limit: Int? = nil, purpose: String? = nil, arguments: [QueryArgument]? = nil
    ) {
        self.format = format
        self.limit = limit
        self.purpose = purpose
        self.arguments = arguments
    }
}
