package import BasinCore

/// A query that somebody asked.
package struct QueryRecord: Sendable, Equatable {
    /// 1 for the first, more with each; 0 before it is stored.
    package var number: Int
    package var at: Timestamp
    package var person: String
    /// Its SQL without a value.
    package var masked: String
    /// Its SQL and arguments, sealed.
    package var sealed: [UInt8]
    package var datasets: [String]
    package var format: String
    package var purpose: String?
    /// `done`, or the code of the error.
    package var outcome: String
    package var rows: Int
    package var bytes: Int
    /// From when it was asked until its last byte was taken.
    package var microseconds: Int64

    package init(
        number: Int = 0, at: Timestamp, person: String, masked: String, sealed: [UInt8], datasets: [String],
        format: String,
        purpose: String?, outcome: String, rows: Int, bytes: Int, microseconds: Int64
    ) {
        self.number = number
        self.at = at
        self.person = person
        self.masked = masked
        self.sealed = sealed
        self.datasets = datasets
        self.format = format
        self.purpose = purpose
        self.outcome = outcome
        self.rows = rows
        self.bytes = bytes
        self.microseconds = microseconds
    }
}
