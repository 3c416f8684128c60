/// Events that came and that did not, of one split.
public struct LossSummary: Codable, Sendable, Equatable {
    /// What was split by: field and value, in the order asked for.
    public var split: [String]
    /// Clients that number their events.
    public var sources: Int
    /// Numbered events that came.
    public var received: Int
    /// Numbers between them that did not, or not yet.
    public var missing: Int

    public init(split: [String], sources: Int, received: Int, missing: Int) {
        self.split = split
        self.sources = sources
        self.received = received
        self.missing = missing
    }

    /// Of what was sent between first and last, how much is missing: 0 to 1.
    public var share: Double { received + missing == 0 ? 0 : Double(missing) / Double(received + missing) }
}
