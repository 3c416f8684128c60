package import BasinCore

/// What this door can ask of the platform. The door knows nothing of what is behind it.
package struct PostgresServices: Sendable {
    /// Who shows the token as a password, for the user's name that the client gave, from an address.
    /// Throws `.unauthorized`, and `.rateLimited` while too many were wrong.
    package var authenticate: @Sendable (_ token: String, _ user: String, _ address: String) async throws -> Principal
    /// Begins a statement over datasets or the catalog; its first row or its failure is there when it returns. The
    /// departure ends it.
    package var run:
        @Sendable (_ statement: Statement, _ parameters: [Parameter], _ client: PostgresClient, _ departure: Departure)
            async throws
            -> PostgresRows
    /// What the statement takes and gives; of its parameters the types that the client gave, by their numbers.
    package var describe:
        @Sendable (_ statement: PreparedStatement, _ client: PostgresClient) async throws -> StatementShape
    /// So many bytes that nobody can guess.
    package var random: @Sendable (_ count: Int) throws -> [UInt8]
    /// Of Basin.
    package var version: String

    package init(
        authenticate: @escaping @Sendable (String, String, String) async throws -> Principal,
        run: @escaping @Sendable (Statement, [Parameter], PostgresClient, Departure) async throws -> PostgresRows,
        describe: @escaping @Sendable (PreparedStatement, PostgresClient) async throws -> StatementShape,
        random: @escaping @Sendable (Int) throws -> [UInt8], version: String
    ) {
        self.authenticate = authenticate
        self.run = run
        self.describe = describe
        self.random = random
        self.version = version
    }
}
