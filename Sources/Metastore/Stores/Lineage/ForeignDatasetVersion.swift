package import BasinCore
import GRDB

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
            datasetID: UInt32(row["dataset_id"] as Int64), version: row["version"],
            at: Timestamp(microseconds: row["at"]),
            runUUID: row["run_uuid"], facets: row["facets"])
    }
}
