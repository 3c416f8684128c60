import BasinCore

/// Rows that became durable, on their way to those who watch. Decoded by nobody yet.
struct LiveOffer {
    var section: IntakeBatch.Section
    var received: Timestamp
}

/// Rows of one kind.
struct LiveKind: Hashable {
    var typeID: UInt32
    var kind: IntakeBatch.Section.Kind
    /// Of events; 0 for refused ones.
    var schemaVersion: UInt32 = 0

    init(_ section: IntakeBatch.Section) {
        typeID = section.typeID
        kind = section.kind
        schemaVersion = section.kind == .events ? section.schemaVersion : 0
    }
}
