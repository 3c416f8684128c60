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

    /// Fields of the type that the source filled in none of its records.
    package var unfilled: [String] = []

    package init() {}

    /// Why an hour with such rows was revised: `import, without first_name, city`.
    func reason(_ reason: String) -> String {
        guard !unfilled.isEmpty else { return reason }
        let more = unfilled.count - Self.mostNamed
        return reason + ", without " + unfilled.prefix(Self.mostNamed).joined(separator: ", ")
            + (more > 0 ? " and \(more) more" : "")
    }

    private static let mostNamed = 10
}
