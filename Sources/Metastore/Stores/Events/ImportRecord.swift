package import BasinCore

/// An import as it is kept.
package struct ImportRecord: Sendable, Equatable {
    package var typeID: UInt32
    package var reason: String
    package var counts: LedgerCounts
    /// Rows that the replaced hours held before.
    package var replaced: Int
    /// Fields that the source filled in none of its records.
    package var unfilled: [String]
    /// New rows by hour.
    package var rows: [Hour: Int]

    package init(
        typeID: UInt32, reason: String, counts: LedgerCounts, replaced: Int, unfilled: [String], rows: [Hour: Int]
    ) {
        self.typeID = typeID
        self.reason = reason
        self.counts = counts
        self.replaced = replaced
        self.unfilled = unfilled
        self.rows = rows
    }
}
