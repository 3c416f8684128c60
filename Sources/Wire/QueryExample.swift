/// A query that shows how data is used.
public struct QueryExample: Codable, Sendable, Equatable {
    public var title: String
    public var sql: String

    public init(title: String, sql: String) {
        self.title = title
        self.sql = sql
    }
}
