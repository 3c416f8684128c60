import BasinCore

/// One row of quarantine as it was read back, its payload opened.
struct RefusedRow: Equatable {
    var typeID: UInt32
    var payload: String
    var received: Timestamp
    var hour: Hour
}
