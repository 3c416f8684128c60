/// How much a client of the PostgreSQL door may ask of it. What is over a limit is refused before memory is taken for
/// it.
package struct PostgresLimits: Sendable {
    /// Bytes of the first message, and of every other before somebody is known.
    package var startupBytes = 10_000
    /// Bytes of one message afterwards.
    package var messageBytes = 1 << 20
    /// Bytes of the SQL in one message: what a query may have.
    package var sqlBytes = 128 << 10
    /// Bytes of the name of a statement or a portal.
    package var nameBytes = 255
    /// Parameters of one statement.
    package var parameters = 500
    /// Prepared statements of one connection, and bytes of their SQL together.
    package var statements = 1_000
    package var statementBytes = 4 << 20
    /// Statements of one simple query.
    package var statementsOfOne = 100
    /// Portals of one connection, and bytes of their values together.
    package var portals = 64
    package var portalBytes = 4 << 20
    /// Connections at a time: of everybody, and of one account.
    package var connections = 100
    package var connectionsOfOne = 50
    /// From the connection to the end of the login.
    package var startup = Duration.seconds(20)
    /// Without a message from the client while it has nothing to wait for.
    package var idle = Duration.seconds(8 * 3600)
    /// Without taking any byte of an answer.
    package var stall = Duration.seconds(60)

    package init() {}
}
