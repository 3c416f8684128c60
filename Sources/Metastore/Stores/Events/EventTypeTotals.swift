package import BasinCore
import GRDB

/// What the hours of an event type hold together.
package struct EventTypeTotals: Sendable {
    package var counts: LedgerCounts
    /// Hours that are not sealed.
    package var openHours: Int
    /// Hours of which something was delivered.
    package var hoursWithRows: Int
    /// When the latest record that is delivered was received; of an import, the beginning of its latest hour.
    package var lastReceived: Timestamp?

    init(_ row: Row) {
        counts = LedgerCounts(received: row["r"], delivered: row["d"], duplicate: row["u"], quarantined: row["q"])
        openHours = row["o"]
        hoursWithRows = row["n"]
        // Of an import only the hours are known.
        lastReceived = [
            (row["l"] as Int64?).map(Timestamp.init(microseconds:)), (row["h"] as Int?).map { Hour(index: $0).start },
        ].compactMap(\.self).max()
    }
}
