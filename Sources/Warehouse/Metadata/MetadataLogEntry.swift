/// A former metadata file of the table.
package struct MetadataLogEntry: Sendable, Hashable, Codable {
    /// A `file://` URI.
    package var metadataFile: String
    package var timestampMilliseconds: Int64

    private enum CodingKeys: String, CodingKey {
        case metadataFile = "metadata-file"
        case timestampMilliseconds = "timestamp-ms"
    }
}
