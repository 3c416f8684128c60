import BasinCollection
import BasinCore

/// One batch that was handed to the log, and what became known of it.
final class SentBatch: Sendable {
    let number: Int
    let events: [ModelEvent]
    let sections: [IntakeBatch.Section]
    /// The bounds of its time of receipt, while nobody was told.
    let notBefore: Timestamp

    init(number: Int, events: [ModelEvent], sections: [IntakeBatch.Section], notBefore: Timestamp) {
        self.number = number
        self.events = events
        self.sections = sections
        self.notBefore = notBefore
    }
}
