package import BasinCore
import GRDB

/// How late the events of an hour came.
extension Snapshot {
    /// Of the hours that have events; imports are not counted, they were not received.
    package func lateness(typeID: UInt32, in hours: Range<Hour>) throws -> [Hour: Lateness] {
        var counts: [Hour: [Int]] = [:], late: [Hour: Int] = [:]
        for row in try Row.fetchAll(
            db, sql: "SELECT * FROM lateness WHERE type_id = ? AND hour >= ? AND hour < ?",
            arguments: [Int64(typeID), hours.lowerBound.index, hours.upperBound.index])
        {
            let hour = Hour(index: row["hour"]), range: Int = row["range"]
            if range < 0 {
                late[hour] = row["events"]
            } else if range < Lateness.bounds.count {
                counts[hour, default: [Int](repeating: 0, count: Lateness.bounds.count)][range] = row["events"]
            }
        }
        return counts.reduce(into: [:]) { $0[$1.key] = Lateness(counts: $1.value, late: late[$1.key] ?? 0) }
    }
}

extension Transaction {
    package func add(_ lateness: Lateness, typeID: UInt32, hour: Hour) throws {
        let ranges = lateness.counts.enumerated().map { ($0.offset, $0.element) } + [(-1, lateness.late)]
        for (range, events) in ranges where events > 0 {
            try db.execute(
                sql: """
                    INSERT INTO lateness (type_id, hour, range, events) VALUES (?, ?, ?, ?)
                    ON CONFLICT (type_id, hour, range) DO UPDATE SET events = events + excluded.events
                    """,
                arguments: [Int64(typeID), hour.index, range, events])
        }
    }
}
