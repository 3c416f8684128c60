package import BasinCore
import GRDB

/// What came with imports, not from clients.
extension Snapshot {
    /// Hours with imported rows, oldest first.
    package func bridgedHours(typeID: UInt32, in range: Range<Hour>) throws -> [BridgedHour] {
        var hours: [BridgedHour] = []
        let records = try Row.fetchCursor(
            db,
            sql: """
                SELECT h.hour, h.rows, i.unfilled FROM import_hour h JOIN import i ON i.id = h.import_id
                WHERE h.type_id = ? AND h.hour >= ? AND h.hour < ? ORDER BY h.hour
                """,
            arguments: [Int64(typeID), range.lowerBound.index, range.upperBound.index])
        while let row = try records.next() {
            let hour = Hour(index: row["hour"])
            let without = try JSONText.decode([String].self, row["unfilled"])
            if hours.last?.hour != hour { hours.append(BridgedHour(hour: hour, rows: 0, without: [])) }
            hours[hours.count - 1].rows += row["rows"]
            hours[hours.count - 1].without = Set(hours[hours.count - 1].without).union(without).sorted()
        }
        return hours
    }
}

extension Transaction {
    package func add(_ record: ImportRecord, replacing range: Range<Hour>?, at now: Timestamp) throws {
        let counts = record.counts
        try db.execute(
            sql: """
                INSERT INTO import
                    (type_id, reason, created_at, received, delivered, duplicate, quarantined, replaced, unfilled)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Int64(record.typeID), record.reason, now.microseconds, counts.received, counts.delivered,
                counts.duplicate, counts.quarantined, record.replaced, try JSONText.encode(record.unfilled),
            ])
        let id = db.lastInsertedRowID
        if let range {
            try db.execute(
                sql: "DELETE FROM import_hour WHERE type_id = ? AND hour >= ? AND hour < ?",
                arguments: [Int64(record.typeID), range.lowerBound.index, range.upperBound.index])
        }
        for (hour, rows) in record.rows where rows > 0 {
            try db.execute(
                sql: "INSERT INTO import_hour (type_id, hour, import_id, rows) VALUES (?, ?, ?, ?)",
                arguments: [Int64(record.typeID), hour.index, id, rows])
        }
    }
}
