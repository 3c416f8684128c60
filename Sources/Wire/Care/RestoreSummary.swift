/// A data folder that was made of a backup.
public struct RestoreSummary: Codable, Sendable, Equatable {
    public var dataFolder: String
    /// When the backup was taken: what was accepted later is not in it.
    public var createdAt: String
    public var files: Int
    public var bytes: Int
    /// What a check of the new folder found.
    public var findings: [FindingSummary]

    public init(dataFolder: String, createdAt: String, files: Int, bytes: Int, findings: [FindingSummary]) {
        self.dataFolder = dataFolder
        self.createdAt = createdAt
        self.files = files
        self.bytes = bytes
        self.findings = findings
    }
}
