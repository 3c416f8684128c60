import BasinEngines
import BasinManagement

/// A query that may run, and what of it stays in the server.
struct PreparedQuery: Sendable {
    /// Without pseudonyms.
    var order: QueryOrder
    /// By table.
    var openers: [UInt32: ValueOpener.Open]
    /// Ids of persons that the SQL asks for, never to be logged.
    var subjects: Set<String>
    var reads: [(id: UInt32, bytes: Int64)]
}
