/// A backup that was taken.
public struct BackupSummary: Codable, Sendable, Equatable {
    public var folder: String
    public var createdAt: String
    public var files: Int
    public var bytes: Int
    /// Of them, what an earlier backup did not have.
    public var copiedFiles: Int
    public var copiedBytes: Int
    public var hasMasterKey: Bool

    public init(
        folder: String, createdAt: String, files: Int, bytes: Int, copiedFiles: Int, copiedBytes: Int,
        hasMasterKey: Bool
    ) {
        self.folder = folder
        self.createdAt = createdAt
        self.files = files
        self.bytes = bytes
        self.copiedFiles = copiedFiles
        self.copiedBytes = copiedBytes
        self.hasMasterKey = hasMasterKey
    }
}
