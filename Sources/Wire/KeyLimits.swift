/// New limits of a write key; nil takes a limit away.
public struct KeyLimits: Codable, Sendable, Equatable {
    /// Events in a time: `1000/s`, `50/min` or `200000/h`.
    public var limit: String?
    /// Events a UTC day: `5000000/day`.
    public var quota: String?

    public init(limit: String? = nil, quota: String? = nil) {
        self.limit = limit
        self.quota = quota
    }
}
