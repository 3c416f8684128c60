package import BasinCore
import GRDB

/// Teams, one at a time.
extension Snapshot {
    package func team(named name: String) throws -> Team? {
        try db.fetchOne(cached: "SELECT * FROM team WHERE name = ?", arguments: [name]).map {
            Team(name: $0["name"], contact: $0["contact"], description: $0["description"], maxRuns: $0["max_runs"])
        }
    }

    /// People of a team who are let in, by name.
    package func people(ofTeam name: String, limit: Int) throws -> [String] {
        try db.fetchAll(
            cached: """
                SELECT name FROM account WHERE kind = 'person' AND disabled_at IS NULL
                    AND EXISTS (SELECT 1 FROM json_each(teams) WHERE value = ?) ORDER BY name LIMIT ?
                """, arguments: [name, limit]
        ).map { $0[0] }
    }
}
