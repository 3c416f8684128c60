/// What a check found.
public struct CheckSummary: Codable, Sendable, Equatable {
    public var name: String
    public var blocking: Bool
    public var passed: Bool
    public var message: String
    public var failingRows: Int?
    /// Rows that failed, as JSON, personal values masked; ten at most.
    public var samples: [String]

    public init(
        name: String, blocking: Bool, passed: Bool, message: String, failingRows: Int? = nil, samples: [String]
    ) {
        self.name = name
        self.blocking = blocking
        self.passed = passed
        self.message = message
        self.failingRows = failingRows
        self.samples = samples
    }
}
