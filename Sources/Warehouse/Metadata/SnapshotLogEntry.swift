/// Since when a snapshot was the current one.
package struct SnapshotLogEntry: Sendable, Hashable, Codable {
    package var snapshotID: Int64
    package var timestampMilliseconds: Int64

    private enum CodingKeys: String, CodingKey {
        case snapshotID = "snapshot-id"
        case timestampMilliseconds = "timestamp-ms"
    }
}
