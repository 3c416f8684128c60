/// A project's files by path relative to its folder.
public struct DefinitionFiles: Codable, Sendable, Equatable {
    public var files: [String: String]
    /// Why they are applied, for the history; 1,000 characters at most.
    public var reason: String?

    public init(files: [String: String], reason: String? = nil) {
        self.files = files
        self.reason = reason
    }
}
