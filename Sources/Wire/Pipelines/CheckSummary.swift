/// What a check found.
public struct CheckSummary: Codable, Sendable, Equatable {
    public var name: String
    public var blocking: Bool
    public var passed: Bool
    public var message: String
    public var failingRows: Int?
    /// Rows that failed, as JSON, personal values masked; ten at most. Empty unless they were asked for by the check's name.
    public var samples: [String]
    /// So many rows that failed can be asked for; nil: none are kept, or whoever asks may not see them.
    public var sampleCount: Int?

    public init(
        name: String, blocking: Bool, passed: Bool, message: String, failingRows: Int? = nil, samples: [String],
        sampleCount: Int? = nil
    ) {
        self.name = name
        self.blocking = blocking
        self.passed = passed
        self.message = message
        self.failingRows = failingRows
        self.samples = samples
        self.sampleCount = sampleCount
    }
}
