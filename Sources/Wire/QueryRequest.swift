/// A query over datasets by their names.
public struct QueryRequest: Codable, Sendable, Equatable {
    public var sql: String
    /// `json`, `csv`, `parquet`.
    public var format: String
    /// Rows at most; nil for all.
    public var limit: Int?

    public init(sql: String, format: String, limit: Int? = nil) {
        self.sql = sql
        self.format = format
        self.limit = limit
    }
}
