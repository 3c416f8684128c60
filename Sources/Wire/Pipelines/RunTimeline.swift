/// The runs that waited or worked in a length of time.
public struct RunTimeline: Codable, Sendable, Equatable {
    public var from: String
    public var to: String
    /// Oldest first.
    public var runs: [RunSummary]
    /// There were more; these are the latest.
    public var isCut: Bool

    public init(from: String, to: String, runs: [RunSummary], isCut: Bool) {
        self.from = from
        self.to = to
        self.runs = runs
        self.isCut = isCut
    }
}
