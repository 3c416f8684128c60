/// One event as it is on disk: all of its envelope but the source, which is its segment's, and the time of sending.
package struct StoredEvent: Sendable, Hashable {
    package var type: String
    /// From 1, per installation and type.
    package var sequence: UInt64
    package var id: EventID
    package var time: WallTime
    /// A JSON object.
    package var data: [UInt8]

    package init(type: String, sequence: UInt64, id: EventID, time: WallTime, data: [UInt8]) {
        self.type = type
        self.sequence = sequence
        self.id = id
        self.time = time
        self.data = data
    }

    /// Longest type name that a record can hold.
    package static let typeBytes = 255
}
