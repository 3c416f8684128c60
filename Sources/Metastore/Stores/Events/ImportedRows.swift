package import BasinCore

/// Rows that imports brought.
package struct ImportedRows: Sendable, Equatable {
    package var rows: Int
    package var hours: Int
    package var first: Hour
    package var last: Hour

    package init(rows: Int, hours: Int, first: Hour, last: Hour) {
        self.rows = rows
        self.hours = hours
        self.first = first
        self.last = last
    }
}
