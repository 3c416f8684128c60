/// The answer to a batch of events: all of it is durable when this arrives.
public struct IntakeAnswer: Codable, Sendable, Equatable {
    /// Events accepted; those already delivered once are dropped later and counted as duplicates.
    public var accepted: Int
    /// Refused events, now in quarantine, by position.
    public var refused: [RefusedEvent]
    /// Unknown fields left out of accepted events.
    public var droppedFields: Int

    public init(accepted: Int, refused: [RefusedEvent], droppedFields: Int) {
        self.accepted = accepted
        self.refused = refused
        self.droppedFields = droppedFields
    }
}
