import BasinCore
import BasinMetastore

/// A run that has not ended, as the scheduler remembers it.
struct ActiveRun: Sendable {
    var id: Int64
    var datasetID: UInt32
    var partition: Int
    var reason: String
    var backfillID: Int64?
    var state: RunState
    var tries: Int
    var updatedAt: Timestamp

    init(_ record: RunRecord) throws {
        let machine = try record.decodedMachine()
        id = record.id
        datasetID = record.datasetID
        partition = record.partition
        reason = record.reason
        backfillID = record.backfillID
        state = machine.state
        tries = machine.tries
        updatedAt = record.updatedAt
    }

    /// The next moment at which time alone changes it.
    var nextMoment: Timestamp? {
        if case .retrying(let at, _) = state { return at }
        return state.lease?.deadline
    }
}
