/// A project's files by path relative to its folder.
public struct DefinitionFiles: Codable, Sendable, Equatable {
    public var files: [String: String]

    public init(files: [String: String]) {
        self.files = files
    }
}
