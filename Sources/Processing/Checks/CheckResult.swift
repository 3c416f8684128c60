/// What one check found.
package struct CheckResult: Sendable, Hashable, Codable {
    package var name: String
    package var isBlocking: Bool
    package var passed: Bool
    /// What was wanted and what was found, in words.
    package var message: String
    /// Rows that break the rule; 0 for rules about the partition as a whole.
    package var failingRows: Int64
    /// At most ten of them, each a JSON object; values of masked columns are `[masked]`.
    package var sampleRows: [String]

    package init(
        name: String, isBlocking: Bool, passed: Bool, message: String, failingRows: Int64 = 0, sampleRows: [String] = []
    ) {
        self.name = name
        self.isBlocking = isBlocking
        self.passed = passed
        self.message = message
        self.failingRows = failingRows
        self.sampleRows = sampleRows
    }
}
