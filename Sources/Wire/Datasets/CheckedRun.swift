/// What the checks of a dataset found in one run.
public struct CheckedRun: Codable, Sendable, Equatable {
    public var run: Int
    public var partition: String
    /// As of runs: `succeeded`, `failed` …
    public var state: String
    public var at: String
    public var checks: [CheckSummary]

    public init(run: Int, partition: String, state: String, at: String, checks: [CheckSummary]) {
        self.run = run
        self.partition = partition
        self.state = state
        self.at = at
        self.checks = checks
    }
}
