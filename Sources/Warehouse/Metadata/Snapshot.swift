/// One snapshot of a table: the files that a reader of it sees.
package struct Snapshot: Sendable, Hashable, Codable {
    /// The summary's key for the publication that made the snapshot.
    package static let publicationKey = "basin.publication-id"

    package var id: Int64
    package var parentID: Int64?
    package var sequenceNumber: Int64
    /// Milliseconds since 1970.
    package var timestampMilliseconds: Int64
    /// The `file://` URI of the manifest list.
    package var manifestList: String
    /// Holds `operation`, the publication and the totals.
    package var summary: [String: String]
    package var schemaID: Int

    private enum CodingKeys: String, CodingKey {
        case summary
        case id = "snapshot-id"
        case parentID = "parent-snapshot-id"
        case sequenceNumber = "sequence-number"
        case timestampMilliseconds = "timestamp-ms"
        case manifestList = "manifest-list"
        case schemaID = "schema-id"
    }

    package var operation: String? { summary["operation"] }
    package var publicationID: String? { summary[Self.publicationKey] }
}
