/// One change of a definition that was applied.
public struct AppliedChange: Codable, Sendable, Equatable {
    /// Grows with every change.
    public var number: Int
    public var at: String
    /// Who applied it.
    public var person: String
    /// Why, as they said.
    public var reason: String?
    public var change: PlannedChange

    public init(number: Int, at: String, person: String, reason: String?, change: PlannedChange) {
        self.number = number
        self.at = at
        self.person = person
        self.reason = reason
        self.change = change
    }
}
