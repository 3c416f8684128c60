package import BasinCore

/// What an hour holds that came with imports, not from clients.
package struct BridgedHour: Sendable, Equatable {
    package var hour: Hour
    package var rows: Int
    /// Fields that at least one of those imports could not fill, by name.
    package var without: [String]

    package init(hour: Hour, rows: Int, without: [String]) {
        self.hour = hour
        self.rows = rows
        self.without = without
    }
}
