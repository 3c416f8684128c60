/// An account that asked for a dataset.
public struct DatasetReaderSummary: Codable, Sendable, Equatable {
    public var account: String
    public var queries: Int
    /// When last, UTC, as 2026-11-27.
    public var lastDay: String

    public init(account: String, queries: Int, lastDay: String) {
        self.account = account
        self.queries = queries
        self.lastDay = lastDay
    }
}
