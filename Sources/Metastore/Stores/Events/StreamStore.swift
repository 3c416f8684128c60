package import BasinCore
import GRDB

/// What somebody who follows an event type may read next.
extension Snapshot {
    /// - Parameter hour: files of this hour, or else of the next that has any.
    package func streamState(typeID: UInt32, from hour: Hour) throws -> StreamState {
        let next = try Int.fetchOne(
            db, sql: "SELECT min(hour) FROM data_file WHERE type_id = ? AND hour >= ? AND kind = 'events'",
            arguments: [Int64(typeID), hour.index]
        ).map { Hour(index: $0) }
        return StreamState(
            sealedBefore: try delivery(typeID: typeID)?.sealedBefore, lastReceived: try lastReceived(typeID: typeID),
            hour: next, files: try next.map { try files(typeID: typeID, in: $0..<$0.next) } ?? [])
    }

    /// The first hour that retention removed, at or after this one, of which more rows were removed than are known to
    /// the one who asks: `known` of the hour itself, none of later ones.
    package func firstLost(typeID: UInt32, from hour: Hour, known: Int) throws -> Hour? {
        try Int.fetchOne(
            db,
            sql: """
                SELECT min(partition) FROM expired_partition
                WHERE dataset_id = ?1 AND ((partition = ?2 AND rows > ?3) OR (partition > ?2 AND rows > 0))
                """, arguments: [Int64(typeID), hour.index, known]
        ).map { Hour(index: $0) }
    }

    /// The number of the latest import; 0 before the first.
    package func lastImport() throws -> Int64 { try Int64.fetchOne(db, sql: "SELECT max(id) FROM import") ?? 0 }

    /// What later imports than this one brought into hours up to this one.
    package func imported(typeID: UInt32, through hour: Hour, after importID: Int64) throws -> ImportedRows? {
        let row = try Row.fetchOne(
            db,
            sql: """
                SELECT sum(rows) AS rows, count(DISTINCT hour) AS hours, min(hour) AS first, max(hour) AS last
                FROM import_hour WHERE type_id = ? AND hour <= ? AND import_id > ?
                """, arguments: [Int64(typeID), hour.index, importID])
        guard let row, let first = row["first"] as Int?, let last = row["last"] as Int? else { return nil }
        return ImportedRows(
            rows: row["rows"], hours: row["hours"], first: Hour(index: first), last: Hour(index: last))
    }
}
