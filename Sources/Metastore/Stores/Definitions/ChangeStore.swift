package import BasinCore
import GRDB

/// One change of a definition that was applied.
package struct DefinitionChange: Sendable, Equatable {
    /// Grows with every change; 0 until it is stored.
    package var number: Int
    package var at: Timestamp
    /// Who applied it.
    package var person: String
    /// Why, as they said.
    package var reason: String?
    /// `new`, `changed`, `removed` …
    package var kind: String
    /// `event`, `dataset`, `team` …
    package var objectKind: String
    package var object: String
    /// The schema version that it led to, where there is one.
    package var version: Int?
    package var details: [String]

    package init(
        number: Int = 0, at: Timestamp, person: String, reason: String?, kind: String, objectKind: String,
        object: String,
        version: Int?, details: [String]
    ) {
        self.number = number
        self.at = at
        self.person = person
        self.reason = reason
        self.kind = kind
        self.objectKind = objectKind
        self.object = object
        self.version = version
        self.details = details
    }
}

/// The history of definitions.
extension Snapshot {
    /// The latest first.
    /// - Parameters:
    ///   - object: nil: of everything.
    ///   - number: only those before it.
    package func definitionChanges(of object: String?, before number: Int?, limit: Int) throws -> [DefinitionChange] {
        // An index serves one of the two.
        try Row.fetchAll(
            db,
            sql: """
                SELECT * FROM definition_change WHERE \(object == nil ? "?1 IS NULL" : "object = ?1") AND number < ?2
                ORDER BY number DESC LIMIT ?3
                """, arguments: [object, number ?? .max, limit]
        ).map { row in
            DefinitionChange(
                number: row["number"], at: Timestamp(microseconds: row["at"]), person: row["person"],
                reason: row["reason"],
                kind: row["kind"], objectKind: row["object_kind"], object: row["object"], version: row["version"],
                details: try JSONText.decode([String].self, row["details"]))
        }
    }
}

extension Snapshot {
    /// What somebody changed, the latest first, each object once.
    package func objectsChanged(by person: String, limit: Int) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT object FROM definition_change WHERE person = ? AND object_kind IN ('event', 'dataset', 'source', 'term')
                GROUP BY object ORDER BY max(number) DESC LIMIT ?
                """, arguments: [person, limit])
    }

    /// Who changed something, the most often first.
    package func peopleWhoChanged(_ object: String, limit: Int) throws -> [String] {
        try String.fetchAll(
            db,
            sql: """
                SELECT person FROM definition_change WHERE object = ? GROUP BY person
                ORDER BY count(*) DESC, max(number) DESC LIMIT ?
                """, arguments: [object, limit])
    }
}

extension Transaction {
    package func record(_ changes: some Sequence<DefinitionChange>) throws {
        for change in changes {
            try db.execute(
                cached: """
                    INSERT INTO definition_change (at, person, reason, kind, object_kind, object, version, details)
                    VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                    """,
                arguments: [
                    change.at.microseconds, change.person, change.reason, change.kind, change.objectKind, change.object,
                    change.version, try JSONText.encode(change.details),
                ])
        }
    }
}
