/// One version of a table: a metadata file and what it says. Immutable; the catalog holds the current one's location.
package struct TableVersion: Sendable, Hashable {
    /// The `file://` URI of the metadata file.
    package var metadataLocation: String
    package var metadata: TableMetadata
    /// Absolute paths of metadata files, manifest lists and manifests that this version no longer reaches. Delete them
    /// once the catalog points here and readers of older versions had time to end. Never data files.
    package var obsoleteFiles: [String]

    package init(metadataLocation: String, metadata: TableMetadata, obsoleteFiles: [String] = []) {
        self.metadataLocation = metadataLocation
        self.metadata = metadata
        self.obsoleteFiles = obsoleteFiles
    }
}
