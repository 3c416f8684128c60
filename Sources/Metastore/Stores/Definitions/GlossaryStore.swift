package import BasinCore
import GRDB

/// Words of the business and tags as last applied.
extension Snapshot {
    /// By name.
    package func glossary() throws -> [GlossaryTerm] {
        try String.fetchAll(db, sql: "SELECT definition FROM glossary_term ORDER BY name").map {
            try JSONText.decode(GlossaryTerm.self, $0)
        }
    }

    package func glossaryTerm(named name: String) throws -> GlossaryTerm? {
        try String.fetchOne(db, sql: "SELECT definition FROM glossary_term WHERE name = ?", arguments: [name]).map {
            try JSONText.decode(GlossaryTerm.self, $0)
        }
    }

    /// By name.
    package func tagRules() throws -> [TagRule] {
        try String.fetchAll(db, sql: "SELECT definition FROM tag_rule ORDER BY name").map {
            try JSONText.decode(TagRule.self, $0)
        }
    }
}

extension Transaction {
    /// Replaces all of them.
    package func store(glossary: [GlossaryTerm], tags: [TagRule]) throws {
        try db.execute(sql: "DELETE FROM glossary_term")
        for term in glossary {
            try db.execute(
                sql: "INSERT INTO glossary_term (name, definition) VALUES (?, ?)",
                arguments: [term.name, try JSONText.encode(term)])
        }
        try db.execute(sql: "DELETE FROM tag_rule")
        for tag in tags {
            try db.execute(
                sql: "INSERT INTO tag_rule (name, definition) VALUES (?, ?)",
                arguments: [tag.name, try JSONText.encode(tag)])
        }
    }
}
