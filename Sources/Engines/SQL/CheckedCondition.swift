/// SQL that `QueryParser` has found to be one condition on a row, of columns and pure functions. Only the parser makes one.
package struct CheckedCondition: Sendable, Hashable {
    package let sql: String
    /// Every name in it that may be a column's, in lower case.
    package let names: Set<String>

    init(sql: String, names: Set<String>) {
        self.sql = sql
        self.names = names
    }

    /// Its only place in a statement: what was checked stood exactly so.
    var whereClause: String { Self.whereClause(sql) }

    static func whereClause(_ sql: String) -> String { "WHERE (\n\(sql)\n)" }
}
