package import BasinCore
import GRDB

/// Doors for clients of other protocols as last applied.
extension Snapshot {
    /// By name.
    package func sources() throws -> [EventSource] {
        try String.fetchAll(db, sql: "SELECT definition FROM source ORDER BY name").map {
            try JSONText.decode(EventSource.self, $0)
        }
    }
}

extension Transaction {
    /// Replaces all of them.
    package func store(sources: [EventSource]) throws {
        try db.execute(sql: "DELETE FROM source")
        for source in sources {
            try db.execute(
                sql: "INSERT INTO source (name, definition) VALUES (?, ?)",
                arguments: [source.name, try JSONText.encode(source)])
        }
    }
}
