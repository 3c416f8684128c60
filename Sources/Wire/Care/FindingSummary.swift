/// One thing that `basin fsck` found.
public struct FindingSummary: Codable, Sendable, Equatable {
    /// `damage`: something is lost unless it is restored. `disorder`: nothing is lost, and `--repair` mends it. `note`:
    /// as it may be.
    public var severity: String
    /// Of what kind, for programs: `file.missing`.
    public var kind: String
    public var place: String
    public var message: String
    public var remedy: String
    public var isRepaired: Bool

    public init(severity: String, kind: String, place: String, message: String, remedy: String, isRepaired: Bool) {
        self.severity = severity
        self.kind = kind
        self.place = place
        self.message = message
        self.remedy = remedy
        self.isRepaired = isRepaired
    }
}
