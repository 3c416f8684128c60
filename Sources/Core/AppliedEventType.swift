/// An event type as the platform holds it: the definition last applied, with every schema version it ever had.
package struct AppliedEventType: Sendable, Hashable, Codable {
    /// Stable across renames; used in the event log, never reused.
    package var id: UInt32
    package var definition: EventType
    /// Oldest first, never empty. The last is current.
    package var versions: [EventSchema]
    /// The highest field id ever given in this type; new fields get higher ones.
    package var lastFieldID: Int
    /// Its definition was removed: nothing is accepted any more, what is stored stays until its retention ends.
    package var isRemoved: Bool
    /// The first hour in which it could receive events; ledgers start here.
    package var firstHour: Hour

    package init(
        id: UInt32, definition: EventType, versions: [EventSchema], lastFieldID: Int, isRemoved: Bool = false,
        firstHour: Hour
    ) {
        self.id = id
        self.definition = definition
        self.versions = versions
        self.lastFieldID = lastFieldID
        self.isRemoved = isRemoved
        self.firstHour = firstHour
    }

    package var name: String { definition.name }
    package var schema: EventSchema { versions[versions.count - 1] }
}
