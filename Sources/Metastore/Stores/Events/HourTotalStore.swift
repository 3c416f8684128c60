package import BasinCore
import GRDB

/// What was received, of all event types together.
extension Snapshot {
    /// Hours in which something was, by hour.
    package func hourTotals(in range: Range<Hour>) throws -> [Hour: LedgerCounts] {
        let rows = try db.fetchAll(
            cached: "SELECT hour, received, quarantined FROM hour_total WHERE hour >= ? AND hour < ?",
            arguments: [range.lowerBound.index, range.upperBound.index])
        var totals: [Hour: LedgerCounts] = [:]
        for row in rows { totals[Hour(index: row[0])] = LedgerCounts(received: row[1], quarantined: row[2]) }
        return totals
    }

    /// What each type received in an hour that is not sealed yet; type 0 is events of no known type.
    package func openLedgers(hour: Hour) throws -> [UInt32: LedgerCounts] {
        let rows = try db.fetchAll(
            cached: """
                SELECT type_id, received, quarantined FROM hour INDEXED BY hour_open WHERE sealed_at IS NULL AND hour = ?
                """, arguments: [hour.index])
        var ledgers: [UInt32: LedgerCounts] = [:]
        for row in rows { ledgers[UInt32(row[0] as Int64)] = LedgerCounts(received: row[1], quarantined: row[2]) }
        return ledgers
    }

    /// Records that imports refused since the hour began, by the hour of the import and by type: no client sent them in
    /// it, and its ledger counts them.
    package func refusedInImports(since hour: Hour) throws -> [Hour: [UInt32: Int]] {
        // Goes back from the last import no further than to the first one before.
        let rows = try db.fetchAll(
            cached: """
                SELECT type_id, created_at, quarantined FROM import
                WHERE id > coalesce((SELECT id FROM import WHERE created_at < ? ORDER BY id DESC LIMIT 1), 0) AND quarantined > 0
                """, arguments: [hour.start.microseconds])
        var refused: [Hour: [UInt32: Int]] = [:]
        for row in rows {
            let hour = Hour(Timestamp(microseconds: row[1]))
            refused[hour, default: [:]][UInt32(row[0] as Int64), default: 0] += row[2] as Int
        }
        return refused
    }

    /// Whether anything was ever received, imported or published.
    package func hasData() throws -> Bool {
        try db.fetchOne(
            cached: "SELECT EXISTS (SELECT 1 FROM hour) OR EXISTS (SELECT 1 FROM dataset_partition) AS has")?["has"]
            ?? false
    }
}
