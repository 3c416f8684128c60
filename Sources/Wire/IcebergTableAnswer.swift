/// One table of the Iceberg REST catalog.
public struct IcebergTableAnswer: Codable, Sendable, Equatable {
    public var metadataLocation: String
    /// The metadata JSON, as text.
    public var metadata: String

    public init(metadataLocation: String, metadata: String) {
        self.metadataLocation = metadataLocation
        self.metadata = metadata
    }
}
