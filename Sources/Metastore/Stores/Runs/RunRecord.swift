package import BasinCore
import GRDB

/// A run as it is stored. What its state means is the business of the run's machine, kept here as text.
package struct RunRecord: Sendable, Hashable {
    package var id: Int64
    package var datasetID: UInt32
    package var partition: Int
    package var reason: String
    package var requestedBy: String?
    package var backfillID: Int64?
    package var rerunOf: Int64?
    package var isActive: Bool
    package var state: String
    package var machine: String
    /// How many events its machine has taken.
    package var counter: Int
    /// The fencing token of its lease; nil while no worker has it.
    package var token: Int64?
    package var inputChangedAt: Timestamp?
    package var inputChangedReason: String?
    package var pin: String?
    package var outcome: String?
    package var createdAt: Timestamp
    package var updatedAt: Timestamp
    package var endedAt: Timestamp?

    init(_ row: Row) {
        id = row["id"]
        datasetID = UInt32(row["dataset_id"] as Int64)
        partition = row["partition"]
        reason = row["reason"]
        requestedBy = row["requested_by"]
        backfillID = row["backfill_id"]
        rerunOf = row["rerun_of"]
        isActive = row["is_active"]
        state = row["state"]
        machine = row["machine"]
        counter = row["counter"]
        token = row["token"]
        inputChangedAt = (row["input_changed_at"] as Int64?).map(Timestamp.init(microseconds:))
        inputChangedReason = row["input_changed_reason"]
        pin = row["pin"]
        outcome = row["outcome"]
        createdAt = Timestamp(microseconds: row["created_at"])
        updatedAt = Timestamp(microseconds: row["updated_at"])
        endedAt = (row["ended_at"] as Int64?).map(Timestamp.init(microseconds:))
    }
}
