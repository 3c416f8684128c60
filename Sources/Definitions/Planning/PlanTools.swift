package import BasinCore

/// What planning needs of rooms that it does not know.
package struct PlanTools: Sendable {
    package var sql: SQLReader
    /// Throws for a cron expression or a zone that means nothing; the error's message says what to write.
    package var checkTrigger: @Sendable (Trigger) throws -> Void
    /// Hexadecimal.
    package var sha256: @Sendable ([UInt8]) -> String

    package init(
        sql: SQLReader, checkTrigger: @escaping @Sendable (Trigger) throws -> Void,
        sha256: @escaping @Sendable ([UInt8]) -> String
    ) {
        self.sql = sql
        self.checkTrigger = checkTrigger
        self.sha256 = sha256
    }
}
