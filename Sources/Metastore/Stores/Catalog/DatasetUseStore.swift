package import BasinCore
import GRDB

/// Who uses what, and how much.
extension Snapshot {
    /// What was used most on any of the days: ids, each once. `limit` for each day.
    package func usedMost(onDays days: Range<Int>, limit: Int) throws -> Set<UInt32> {
        var ids: Set<UInt32> = []
        for day in days {
            let rows = try db.fetchAll(
                cached: "SELECT dataset_id FROM dataset_use WHERE day = ? ORDER BY queries DESC LIMIT ?", arguments: [day, limit])
            for row in rows { ids.insert(UInt32(row[0] as Int64)) }
        }
        return ids
    }

    /// Queries of each day that named it, as many numbers as days.
    package func uses(of id: UInt32, onDays days: Range<Int>) throws -> [Int] {
        var uses = [Int](repeating: 0, count: days.count)
        let rows = try db.fetchAll(
            cached: "SELECT day, queries FROM dataset_use WHERE dataset_id = ? AND day >= ? AND day < ?",
            arguments: [Int64(id), days.lowerBound, days.upperBound])
        for row in rows { uses[(row[0] as Int) - days.lowerBound] = row[1] }
        return uses
    }

    /// Names of what somebody's latest queries named, the latest first, each once.
    /// - Parameter queries: so many are looked at.
    package func usedLately(by person: String, since: Timestamp, queries: Int, limit: Int) throws -> [String] {
        let rows = try db.fetchAll(
            cached: "SELECT datasets, at FROM query_history WHERE person = ? ORDER BY number DESC LIMIT ?",
            arguments: [person, queries])
        var names: [String] = [], seen: Set<String> = []
        for row in rows where (row[1] as Int64) >= since.microseconds {
            for name in try JSONText.decode([String].self, row[0]) where names.count < limit && seen.insert(name).inserted {
                names.append(name)
            }
        }
        return names
    }

    /// Open access requests that somebody may decide, at most `limit` of them: of their teams' data, or of all.
    /// - Parameter teams: nil: of all.
    package func requestsToDecide(by person: String, teams: Set<String>?, limit: Int) throws -> Int {
        let rows = try db.fetchAll(
            cached: """
                SELECT e.owner FROM (SELECT account, dataset_id FROM access_request WHERE state = 'open' LIMIT 1000) r
                LEFT JOIN catalog_entry e ON e.kind IN ('event', 'dataset') AND e.object = CAST(r.dataset_id AS TEXT)
                WHERE r.account <> ?
                """, arguments: [person])
        return min(limit, rows.count { row in teams.map { $0.contains(row[0] as String? ?? "") } ?? true })
    }
}
