/// A statement that a client gave a name to.
package struct PreparedStatement: Sendable, Equatable {
    package var statement: Statement
    /// One for each parameter: the number of its type; 0 where the client did not say.
    package var types: [UInt32]

    package init(_ statement: Statement, types: [UInt32]) {
        self.statement = statement
        self.types = types
    }

    /// - Throws: `PostgresError` for more parameters than are allowed.
    init(_ statement: Statement, given: [UInt32], _ limits: PostgresLimits) throws {
        let most =
            SQLLexer.tokens(statement.sql).lazy.filter { $0.kind == .parameter }.map {
                Int($0.text.dropFirst()) ?? .max
            }.max() ?? 0
        guard most <= limits.parameters else { throw ClientMessage.tooMany(most, limits) }
        let count = max(most, given.count)
        self.init(statement, types: given + Array(repeating: 0, count: count - given.count))
    }
}
