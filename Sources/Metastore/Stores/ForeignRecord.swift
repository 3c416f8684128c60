package import BasinCore
import GRDB

/// A dataset that others told of. Facets are kept as text that their writer understands.
package struct ForeignDataset: Sendable, Hashable {
    /// Above all ids of event types and datasets.
    package var id: UInt32
    package var name: LineageName
    package var facets: String
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    /// Ids of such datasets begin here.
    package static let firstID: UInt32 = 1 << 31
    /// Datasets, and jobs, that are kept at most.
    package static let most = 200_000

    init(_ row: Row) {
        id = UInt32(row["id"] as Int64)
        name = LineageName(namespace: row["namespace"], name: row["name"])
        facets = row["facets"]
        createdAt = Timestamp(microseconds: row["created_at"])
        updatedAt = Timestamp(microseconds: row["updated_at"])
    }
}

/// What a dataset of others was at one time.
package struct ForeignDatasetVersion: Sendable, Hashable {
    package var datasetID: UInt32
    package var version: String
    package var at: Timestamp
    package var runUUID: String?
    package var facets: String

    package init(datasetID: UInt32, version: String, at: Timestamp, runUUID: String?, facets: String) {
        self.datasetID = datasetID
        self.version = version
        self.at = at
        self.runUUID = runUUID
        self.facets = facets
    }

    init(_ row: Row) {
        self.init(
            datasetID: UInt32(row["dataset_id"] as Int64), version: row["version"], at: Timestamp(microseconds: row["at"]),
            runUUID: row["run_uuid"], facets: row["facets"])
    }
}

/// A job that others told of.
package struct ForeignJob: Sendable, Hashable {
    package var id: Int64
    package var name: LineageName
    package var facets: String
    package var createdAt: Timestamp
    package var updatedAt: Timestamp

    init(_ row: Row) {
        id = row["id"]
        name = LineageName(namespace: row["namespace"], name: row["name"])
        facets = row["facets"]
        createdAt = Timestamp(microseconds: row["created_at"])
        updatedAt = Timestamp(microseconds: row["updated_at"])
    }
}

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

/// What a run or a job reads or writes.
package struct ForeignUse: Sendable, Hashable {
    package var datasetID: UInt32
    package var isOutput: Bool

    package init(datasetID: UInt32, isOutput: Bool) {
        self.datasetID = datasetID
        self.isOutput = isOutput
    }
}
