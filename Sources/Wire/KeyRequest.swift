/// Asks for a write key.
public struct KeyRequest: Codable, Sendable, Equatable {
    public var name: String
    /// Events in a time: `1000/s`, `50/min` or `200000/h`; nil: as many as come.
    public var limit: String?
    /// Events a UTC day: `5000000/day`; nil: as many as come.
    public var quota: String?

    public init(name: String, limit: String? = nil, quota: String? = nil) {
        self.name = name
        self.limit = limit
        self.quota = quota
    }
}
