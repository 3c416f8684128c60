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
