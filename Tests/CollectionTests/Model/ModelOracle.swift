import BasinCollection
import BasinCore

/// What collection must have done with what was sent: kept in memory, and made of the invariants alone.
struct ModelOracle {
    /// One event in one batch.
    struct Send {
        var batch: SentBatch
        var event: ModelEvent
    }

    /// In the order in which they reached the log.
    private(set) var batches: [SentBatch] = []
    private(set) var receipts: [Int: EventLog.Receipt] = [:]
    /// Of batches that nobody was told about: the latest time that the log can have given.
    private var notAfter: [Int: Timestamp] = [:]
    private(set) var refused: Set<Int> = []
    private(set) var sends: [ModelEvent.Identity: [Send]] = [:]
    private(set) var refusals: [String: [Send]] = [:]
    /// How often each refused payload was seen to leave quarantine, and how often it may have left.
    private(set) var left: [String: Int] = [:]
    private(set) var mayHaveLeft: [String: Int] = [:]
    /// The first that anybody saw: it is a person's for good.
    private var pseudonyms: [String: String] = [:]

    private(set) var lastPosition: UInt64 = 0
    private(set) var lastTime = Timestamp(microseconds: 0)

    mutating func sent(_ batch: SentBatch) {
        batches.append(batch)
        for event in batch.events {
            let send = Send(batch: batch, event: event)
            if event.isRefused { refusals[event.json, default: []].append(send) } else {
                sends[event.identity, default: []].append(send)
            }
        }
    }

    /// - Returns: what is wrong with the receipt: positions and times only grow, and no time is invented.
    mutating func acknowledged(_ batch: SentBatch, _ receipt: EventLog.Receipt, latest: Timestamp) -> [String] {
        receipts[batch.number] = receipt
        var violations: [String] = []
        if receipt.position <= lastPosition {
            violations.append("position \(receipt.position) was given after \(lastPosition)")
        }
        if receipt.receivedTime <= lastTime || receipt.receivedTime < batch.notBefore {
            violations.append("time \(receipt.receivedTime) was given after \(lastTime), \(batch.notBefore)")
        }
        // A microsecond for each record that was given the same time by the clock.
        if receipt.receivedTime > latest + .microseconds(Int64(receipt.position)) {
            violations.append("time \(receipt.receivedTime) is beyond every clock's \(latest)")
        }
        lastPosition = receipt.position
        lastTime = receipt.receivedTime
        return violations
    }

    /// - Parameter isRefused: its sender was told that nothing was accepted.
    mutating func unanswered(_ batch: SentBatch, notAfter latest: Timestamp, isRefused: Bool) {
        // What comes back of it may find its hour sealed, and is received in a later one.
        notAfter[batch.number] = isRefused ? Timestamp(microseconds: .max) : latest + .milliseconds(100)
        if isRefused { refused.insert(batch.number) }
    }

    /// A replay came to its end, or to something else.
    mutating func replayed(_ rows: [RefusedRow], seen: [RefusedRow]) {
        for row in rows { mayHaveLeft[row.payload, default: 0] += 1 }
        for row in seen { left[row.payload, default: 0] += 1 }
    }

    var acknowledgedCount: Int { batches.filter { receipts[$0.number] != nil }.reduce(0) { $0 + $1.events.count } }

    /// The times that the log can have given a batch.
    func times(_ batch: SentBatch) -> ClosedRange<Timestamp> {
        // What came back late may have taken the next microseconds of a clock that stands still.
        if let receipt = receipts[batch.number] { return receipt.receivedTime...receipt.receivedTime + .microseconds(100) }
        return batch.notBefore...max(batch.notBefore, notAfter[batch.number] ?? batch.notBefore)
    }

    func isAcknowledged(_ batch: SentBatch) -> Bool { receipts[batch.number] != nil }

    /// Whether the pseudonym is the person's.
    mutating func owns(_ pseudonym: String, _ person: String) -> Bool {
        if let known = pseudonyms[person] { return known == pseudonym }
        guard !pseudonyms.values.contains(pseudonym) else { return false }
        pseudonyms[person] = pseudonym
        return true
    }
}
