/// Whether one compatibility mode allows what differs between two versions of a schema.
public struct SchemaPromise: Codable, Sendable, Equatable {
    /// `backward`, `forward`, `full` or `none`.
    public var mode: String
    public var isKept: Bool
    /// In a sentence: kept for whom, or broken by what.
    public var verdict: String

    public init(mode: String, isKept: Bool, verdict: String) {
        self.mode = mode
        self.isKept = isKept
        self.verdict = verdict
    }
}
