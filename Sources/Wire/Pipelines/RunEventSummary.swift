/// One thing that happened to a run.
public struct RunEventSummary: Codable, Sendable, Equatable {
    public var number: Int
    public var at: String
    public var event: String

    public init(
        number: Int, at: String, event: String
    ) {
        self.number = number
        self.at = at
        self.event = event
    }
}
