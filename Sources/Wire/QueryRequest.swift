/// A query over datasets by their names.
public struct QueryRequest: Codable, Sendable, Equatable {
    public var sql: String
    /// `json`, `csv`, `safe-csv` (for spreadsheets: nothing in it is a formula), `parquet`.
    public var format: String
    /// Rows at most; nil for all.
    public var limit: Int?
    /// What personal values are opened for, by a grant for that purpose; nil: they are masked, whatever was granted.
    public var purpose: String?

    public init(sql: String, format: String, limit: Int? = nil, purpose: String? = nil) {
        self.sql = sql
        self.format = format
        self.limit = limit
        self.purpose = purpose
    }
}
