/// A new write key. The secret is shown this once.
public struct CreatedKey: Codable, Sendable, Equatable {
    public var name: String
    public var key: String

    public init(name: String, key: String) {
        self.name = name
        self.key = key
    }
}
