import BasinCore
import BasinWire

/// A query that is over and not stored yet.
struct EndedQuery: Sendable {
    var request: QueryRequest
    var person: String
    var at: Timestamp
    var reading: QueryNote.Reading
    var outcome: String
    var rows: Int
    var bytes: Int
    var duration: Duration

    /// How much memory it holds, about.
    var size: Int {
        request.arguments.reduce(request.sql.utf8.count + 512) { $0 + ($1.value?.utf8.count ?? 0) + $1.name.utf8.count }
    }
}
