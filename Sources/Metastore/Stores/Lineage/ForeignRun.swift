package import BasinCore
import GRDB

/// A run that others told of; or, without a UUID, what was said of a job itself.
package struct ForeignRun: Sendable, Hashable {
    package var id: Int64
    package var jobID: Int64
    package var uuid: String?
    package var state: String
    package var facts: String
    package var facets: String
    package var firstAt: Timestamp
    package var lastAt: Timestamp
    package var startedAt: Timestamp?
    package var endedAt: Timestamp?

    /// - Parameter id: 0 before it is stored.
    package init(
        id: Int64 = 0, jobID: Int64, uuid: String?, state: String, facts: String, facets: String, firstAt: Timestamp,
        lastAt: Timestamp, startedAt: Timestamp? = nil, endedAt: Timestamp? = nil
    ) {
        self.id = id
        self.jobID = jobID
        self.uuid = uuid
        self.state = state
        self.facts = facts
        self.facets = facets
        self.firstAt = firstAt
        self.lastAt = lastAt
        self.startedAt = startedAt
        self.endedAt = endedAt
    }

    init(_ row: Row) {
        self.init(
            id: row["id"], jobID: row["job_id"], uuid: row["uuid"], state: row["state"], facts: row["facts"],
            facets: row["facets"], firstAt: Timestamp(microseconds: row["first_at"]),
            lastAt: Timestamp(microseconds: row["last_at"]),
            startedAt: (row["started_at"] as Int64?).map(Timestamp.init(microseconds:)),
            endedAt: (row["ended_at"] as Int64?).map(Timestamp.init(microseconds:)))
    }
}
