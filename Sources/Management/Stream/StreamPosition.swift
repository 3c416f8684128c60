package import BasinCore

/// A place in the order in which events of one type were received: by hour, time, source and id.
package struct StreamPosition: Sendable, Hashable {
    /// The event that it is behind.
    package struct Key: Sendable, Hashable {
        package var received: Timestamp
        package var source: String
        package var id: String

        package init(received: Timestamp, source: String, id: String) {
            self.received = received
            self.source = source
            self.id = id
        }
    }

    package var hour: Hour
    /// Nil where the hour begins.
    package var key: Key?
    /// How many events of the hour are before it.
    package var count: Int
    /// The latest import when reading began: what later ones bring to hours before it is not read any more.
    package var importID: Int64

    package init(hour: Hour, key: Key? = nil, count: Int = 0, importID: Int64) {
        self.hour = hour
        self.key = key
        self.count = count
        self.importID = importID
    }

    /// Where this hour begins.
    func beginning(_ hour: Hour) -> StreamPosition { StreamPosition(hour: hour, importID: importID) }
}
