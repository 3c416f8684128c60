package import BasinCore
import GRDB

/// Queries that are definitions, as last applied.
extension Snapshot {
    /// By name.
    package func savedQueries() throws -> [SavedQuery] {
        try String.fetchAll(db, sql: "SELECT definition FROM saved_query ORDER BY name").map {
            try JSONText.decode(SavedQuery.self, $0)
        }
    }

    package func savedQuery(named name: String) throws -> SavedQuery? {
        try String.fetchOne(db, sql: "SELECT definition FROM saved_query WHERE name = ?", arguments: [name]).map {
            try JSONText.decode(SavedQuery.self, $0)
        }
    }
}

extension Transaction {
    /// Replaces all of them.
    package func store(queries: [SavedQuery]) throws {
        try db.execute(sql: "DELETE FROM saved_query")
        for query in queries {
            try db.execute(
                sql: "INSERT INTO saved_query (name, definition) VALUES (?, ?)",
                arguments: [query.name, try JSONText.encode(query)])
        }
    }
}
