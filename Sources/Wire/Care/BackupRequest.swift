/// Where to take a backup to.
public struct BackupRequest: Codable, Sendable, Equatable {
    /// An absolute path on the server's machine.
    public var folder: String
    /// Files that never change get a second name instead of being copied, where both folders are on one disk.
    public var links: Bool
    public var includesMasterKey: Bool

    public init(folder: String, links: Bool = false, includesMasterKey: Bool = false) {
        self.folder = folder
        self.links = links
        self.includesMasterKey = includesMasterKey
    }
}
