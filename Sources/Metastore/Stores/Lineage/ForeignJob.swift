package import BasinCore
import GRDB

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
