package import BasinCore
import GRDB

/// When a dataset was last read, and how.
package struct LastRead: Sendable, Hashable {
    /// UTC, since 1970.
    package var day: Int
    package var way: ReadWay

    package init(day: Int, way: ReadWay) {
        self.day = day
        self.way = way
    }
}

/// Who reads what, by day.
extension Snapshot {
    /// The last time that people read each, by event type and dataset.
    package func lastReads() throws -> [UInt32: LastRead] {
        var last: [UInt32: LastRead] = [:]
        // In the order of the table, and of its rows the one with that day: nothing is sorted, of which there may be
        // much.
        let ways = ReadWay.allCases.filter(\.isOfPeople).map { "'\($0.rawValue)'" }.joined(separator: ", ")
        let rows = try Row.fetchAll(
            db,
            sql: "SELECT dataset_id, way, max(day) AS day FROM dataset_read WHERE way IN (\(ways)) GROUP BY dataset_id")
        for row in rows {
            guard let way = ReadWay(rawValue: row["way"]) else { continue }
            last[UInt32(row["dataset_id"] as Int64)] = LastRead(day: row["day"], way: way)
        }
        return last
    }

    /// How often one was read on some days, by day and way.
    package func reads(of datasetID: UInt32, days: Range<Int>) throws -> [(day: Int, way: ReadWay, reads: Int)] {
        try db.fetchAll(
            cached:
                "SELECT day, way, reads FROM dataset_read WHERE dataset_id = ? AND day >= ? AND day < ? ORDER BY day, way",
            arguments: [Int64(datasetID), days.lowerBound, days.upperBound]
        ).compactMap { row in
            ReadWay(rawValue: row["way"]).map { (row["day"], $0, row["reads"]) }
        }
    }

    /// Since when every way of reading is counted; nil before the first round.
    package func readsCountedSince() throws -> Int? { try Int.fetchOne(db, sql: "SELECT since_day FROM reads_counted") }

    /// When the first revision of each dataset that a pipeline makes was published.
    package func firstPublications() throws -> [UInt32: Timestamp] {
        var first: [UInt32: Timestamp] = [:]
        let rows = try Row.fetchAll(
            db, sql: "SELECT dataset_id, min(created_at) AS at FROM dataset_revision GROUP BY dataset_id")
        for row in rows { first[UInt32(row["dataset_id"] as Int64)] = Timestamp(microseconds: row["at"]) }
        return first
    }

    /// When a dataset's definition was first applied, by name, of those of which that is known.
    package func firstApplied() throws -> [String: Timestamp] {
        var first: [String: Timestamp] = [:]
        let rows = try Row.fetchAll(
            db,
            sql: """
                SELECT object, min(at) AS at FROM definition_change WHERE object_kind IN ('event', 'dataset')
                GROUP BY object
                """)
        for row in rows { first[row["object"]] = Timestamp(microseconds: row["at"]) }
        return first
    }
}

extension Transaction {
    /// Counts reads of the moment's day.
    package func addReads(_ ids: [UInt32: Int], _ way: ReadWay, at moment: Timestamp) throws {
        let day = Partition(.day, holding: moment).index
        for (id, count) in ids where count > 0 {
            try db.execute(
                cached: """
                    INSERT INTO dataset_read (dataset_id, day, way, reads) VALUES (?, ?, ?, ?)
                    ON CONFLICT DO UPDATE SET reads = reads + excluded.reads
                    """, arguments: [Int64(id), day, way.rawValue, count])
        }
    }

    /// Once; later calls change nothing.
    package func countReads(since day: Int) throws {
        try db.execute(sql: "INSERT OR IGNORE INTO reads_counted (only, since_day) VALUES (1, ?)", arguments: [day])
    }

    /// Forgets reads of a dataset that are so old, but the last one of each way.
    func forgetReads(of id: UInt32, before day: Int) throws {
        try db.execute(
            cached: """
                DELETE FROM dataset_read WHERE dataset_id = ? AND day < ? AND EXISTS (
                    SELECT 1 FROM dataset_read AS newer WHERE newer.dataset_id = dataset_read.dataset_id
                        AND newer.day > dataset_read.day AND newer.way = dataset_read.way)
                """, arguments: [Int64(id), day])
    }
}
