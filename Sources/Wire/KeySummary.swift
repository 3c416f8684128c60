/// A write key, without its secret.
public struct KeySummary: Codable, Sendable, Equatable {
    public var name: String
    public var createdAt: String
    public var revokedAt: String?
    /// Events in a time, `1000/s`; nil: as many as come.
    public var limit: String?
    /// Events a UTC day, `5000000/day`; nil: as many as come.
    public var quota: String?
    /// Of a key with a quota: events of today that are counted for good.
    public var usedToday: Int?

    public init(
        name: String, createdAt: String, revokedAt: String? = nil, limit: String? = nil, quota: String? = nil,
        usedToday: Int? = nil
    ) {
        self.name = name
        self.createdAt = createdAt
        self.revokedAt = revokedAt
        self.limit = limit
        self.quota = quota
        self.usedToday = usedToday
    }
}
