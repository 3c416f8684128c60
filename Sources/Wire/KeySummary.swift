/// A write key, without its secret.
public struct KeySummary: Codable, Sendable, Equatable {
    public var name: String
    public var createdAt: String
    public var revokedAt: String?

    public init(name: String, createdAt: String, revokedAt: String? = nil) {
        self.name = name
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }
}
