/// Some events in the order of receipt, as lines of JSON.
package struct StreamPage: Sendable {
    /// `{"cursor":"…","event":{…}}` and a line end, for each event.
    package var bytes: [UInt8] = []
    package var events = 0
    /// Where the next page begins.
    package var position: StreamPosition

    init(position: StreamPosition) { self.position = position }

    mutating func append(_ next: StreamPage) {
        bytes += next.bytes
        events += next.events
        position = next.position
    }
}
