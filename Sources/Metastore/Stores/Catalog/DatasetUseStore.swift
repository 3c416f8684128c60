package import BasinCore
import GRDB

/// Who uses what, and how much.
extension Snapshot {
    /// What was used most on any of the days: ids, each once. `limit` for each day.
    package func usedMost(onDays days: Range<Int>, limit: Int) throws -> Set<UInt32> {
        var ids: Set<UInt32> = []
        for day in days {
            let rows = try db.fetchAll(
                cached: "SELECT dataset_id FROM dataset_use WHERE day = ? ORDER BY queries DESC LIMIT ?",
                arguments: [day, limit])
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
            for name in try JSONText.decode([String].self, row[0])
            where names.count < limit && seen.insert(name).inserted {
                names.append(name)
            }
        }
        return names
    }
}

extension Transaction {
    /// Counts queries that named event types and datasets, and gives these the places that they deserve now.
    /// - Parameters:
    ///   - queries: by id.
    ///   - day: since 1970.
    package func addUses(_ queries: [UInt32: Int], day: Int) throws {
        for (id, count) in queries {
            try db.execute(
                cached: """
                    INSERT INTO dataset_use (dataset_id, day, queries) VALUES (?, ?, ?)
                    ON CONFLICT (dataset_id, day) DO UPDATE SET queries = queries + excluded.queries
                    """, arguments: [Int64(id), day, count])
            try recountUses(id, day: day)
        }
    }

    /// Counts the uses of those again that were last used 30 days ago.
    package func forgetUses(day: Int) throws {
        let fading = try Int64.fetchAll(
            db, sql: "SELECT DISTINCT dataset_id FROM dataset_use WHERE day <= ?", arguments: [day - Self.usedDays])
        try db.execute(sql: "DELETE FROM dataset_use WHERE day <= ?", arguments: [day - Self.usedDays])
        for id in fading { try recountUses(UInt32(id), day: day) }
    }

    /// Gives entries that were made anew the uses that are counted for them.
    package func recountUses() throws {
        let used = try Row.fetchAll(db, sql: "SELECT dataset_id, max(day) AS day FROM dataset_use GROUP BY dataset_id")
        let day = used.map { $0["day"] as Int }.max() ?? 0
        for row in used { try recountUses(UInt32(row["dataset_id"] as Int64), day: day) }
    }

    private static let usedDays = 30

    private func recountUses(_ id: UInt32, day: Int) throws {
        let row = try db.fetchOne(
            cached: "SELECT sum(queries) AS uses FROM dataset_use WHERE dataset_id = ? AND day > ?",
            arguments: [Int64(id), day - Self.usedDays])
        let uses = row?["uses"] as Int? ?? 0
        guard
            let entry = try db.fetchOne(
                cached: "SELECT id, worth, place FROM catalog_entry WHERE object = ? AND kind IN ('event', 'dataset')",
                arguments: [String(id)])
        else { return }
        let entryID: Int64 = entry["id"], before: Int64 = entry["place"]
        let place = CatalogPlace(worth: entry["worth"], uses: uses, id: entryID)
        if place.number != before {
            try db.execute(
                cached: """
                    INSERT INTO catalog_text (rowid, name, columns, people, text, facets)
                    SELECT ?, name, columns, people, text, facets FROM catalog_text WHERE rowid = ?
                    """, arguments: [place.number, before])
            try db.execute(cached: "DELETE FROM catalog_text WHERE rowid = ?", arguments: [before])
        }
        try db.execute(
            cached: "UPDATE catalog_entry SET uses = ?, place = ? WHERE id = ?",
            arguments: [uses, place.number, entryID])
    }
}
