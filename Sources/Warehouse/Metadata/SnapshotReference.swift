/// A name for a snapshot. Basin's tables have `main` only.
package struct SnapshotReference: Sendable, Hashable, Codable {
    package var snapshotID: Int64
    package var type: String

    private enum CodingKeys: String, CodingKey {
        case type
        case snapshotID = "snapshot-id"
    }

    static func branch(_ snapshotID: Int64) -> SnapshotReference {
        SnapshotReference(snapshotID: snapshotID, type: "branch")
    }
}
