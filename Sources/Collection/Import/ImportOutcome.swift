package import BasinMetastore

/// What an import did.
package struct ImportOutcome: Sendable {
    package var counts = LedgerCounts()
    /// Rows that the replaced hours held before.
    package var replaced = 0
    package var hoursWithNewRows = 0
    package var sealedHours = 0
    /// The first hundred.
    package var refusals: [RefusedRecord] = []

    package init() {}
}
