import Synchronization

/// What clients know: which numbered events they sent, and which of them the server said are durable.
final class DrillRecord: Sendable {
    struct Numbers: Sendable {
        var sent: Set<Int> = []
        var acknowledged: Set<Int> = []
        /// Times that events were sent, acknowledged, refused with an answer: repetitions count.
        var sendings = 0
        var acknowledgedSendings = 0
        var refusals = 0
        var refusedSendings = 0
    }

    struct State: Sendable {
        var types: [String: Numbers] = [:]
        var nextNumber = 0
        /// New events of one request that was given up without an answer: all of them may be there, or none.
        var unanswered: [(type: String, numbers: [Int])] = []
        var problems: [String] = []
        var requests = 0
        var overloads = 0
    }

    private let state = Mutex(State())

    var now: State { state.withLock { $0 } }

    func take(_ count: Int) -> Range<Int> {
        state.withLock { state in
            state.nextNumber += count
            return state.nextNumber - count..<state.nextNumber
        }
    }

    func sending(_ batch: DrillBatch) {
        state.withLock { state in
            state.requests += 1
            for event in batch.events {
                state.types[event.type, default: Numbers()].sendings += 1
                if event.isValid {
                    state.types[event.type]?.sent.insert(event.number)
                } else {
                    state.types[event.type]?.refusedSendings += 1
                }
            }
        }
    }

    func acknowledged(_ batch: DrillBatch) {
        state.withLock { state in
            for event in batch.events {
                state.types[event.type]?.acknowledgedSendings += 1
                if event.isValid {
                    state.types[event.type]?.acknowledged.insert(event.number)
                } else {
                    state.types[event.type]?.refusals += 1
                }
            }
        }
    }

    func unanswered(_ batch: DrillBatch) {
        state.withLock { state in
            for (type, events) in Dictionary(grouping: batch.events.filter { $0.isValid && !$0.isRepeated }, by: \.type) {
                state.unanswered.append((type, events.map(\.number)))
            }
        }
    }

    func overloaded() { state.withLock { $0.overloads += 1 } }
    func problem(_ text: String) { state.withLock { $0.problems.append(text) } }
}
