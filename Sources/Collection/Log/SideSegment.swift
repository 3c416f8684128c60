import BasinCore

/// Records of one event type that were moved out of the log, so that the log's room is freed while the type waits.
struct SideSegment: Sendable {
    var typeID: UInt32
    var segment: LogSegment
    /// Rows by their hour of receipt.
    var rows: [Hour: Int]

    var rowCount: Int { rows.values.reduce(0, +) }
}
