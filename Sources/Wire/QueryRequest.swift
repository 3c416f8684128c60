/// A query over datasets by their names.
public struct QueryRequest: Codable, Sendable, Equatable {
    public var sql: String
    /// `json`, `csv`, `parquet` or `arrow` (a stream).
    public var format: String
    /// Rows at most; nil for all.
    public var limit: Int?
    /// What personal values are opened for, by a grant for that purpose; nil: they are masked, whatever was granted.
    public var purpose: String?
    /// One for each parameter of the SQL, in any order.
    public var arguments: [QueryArgument]

    public init(
        sql: String, format: String, limit: Int? = nil, purpose: String? = nil, arguments: [QueryArgument] = []
    ) {
        self.sql = sql
        self.format = format
        self.limit = limit
        self.purpose = purpose
        self.arguments = arguments
    }

    private enum CodingKeys: String, CodingKey { case sql, format, limit, purpose, arguments }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        sql = try container.decode(String.self, forKey: .sql)
        format = try container.decode(String.self, forKey: .format)
        limit = try container.decodeIfPresent(Int.self, forKey: .limit)
        purpose = try container.decodeIfPresent(String.self, forKey: .purpose)
        arguments = try container.decodeIfPresent([QueryArgument].self, forKey: .arguments) ?? []
    }
}
