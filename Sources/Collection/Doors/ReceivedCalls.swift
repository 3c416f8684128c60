package import BasinCore

/// What one request of another protocol's client came to; nothing of it is durable yet.
package struct ReceivedCalls: Sendable {
    package var batch: IntakeBatch
    package var source: EventSource
    /// The name of the write key; nil: the source is open and none was shown.
    package var key: String?
    package var callCount: Int
    /// The call of each event.
    package var callOfEvent: [Int]
    /// The calls' own ids, when asked for.
    package var ids: [String]
    /// A JSON array of CloudEvents, when asked for.
    package var events: String?

    /// Why a call, by its position, was refused.
    package var refused: [Int: String] {
        var refused: [Int: String] = [:]
        for refusal in batch.refusals where refused[callOfEvent[refusal.index]] == nil {
            refused[callOfEvent[refusal.index]] = refusal.message
        }
        return refused
    }
}
