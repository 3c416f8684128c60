/// Why something should not be used any more.
public struct DeprecationSummary: Codable, Sendable, Equatable {
    public var note: String
    /// What takes its place.
    public var successor: String?
    /// The last day on which it is there.
    public var until: String?

    public init(note: String, successor: String? = nil, until: String? = nil) {
        self.note = note
        self.successor = successor
        self.until = until
    }
}
