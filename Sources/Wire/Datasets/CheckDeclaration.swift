/// A check as a definition declares it.
public struct CheckDeclaration: Codable, Sendable, Equatable {
    public var name: String
    /// A revision that fails it is not published; else it only warns.
    public var blocking: Bool
    /// What must be so, in words.
    public var rule: String
    /// Of a check that is SQL, for who may query: what answers the rows that are wrong.
    public var sql: String?

    public init(name: String, blocking: Bool, rule: String, sql: String? = nil) {
        self.name = name
        self.blocking = blocking
        self.rule = rule
        self.sql = sql
    }
}
