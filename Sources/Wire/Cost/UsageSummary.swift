/// What was used in a month, and what that costs.
public struct UsageSummary: Codable, Sendable, Equatable {
    /// Tries of runs.
    public var runs: Int
    /// A query of several datasets counts for each.
    public var queries: Int
    /// User and system time.
    public var cpuMicroseconds: Int
    public var bytesRead: Int
    public var bytesWritten: Int
    /// Bytes stored, a time for each day.
    public var byteDays: Int
    /// 10⁹ bytes stored for the whole month, as a decimal number.
    public var gbMonths: String
    /// In the currency of the answer, as a decimal number; none where nobody said what things cost.
    public var cost: String?

    public init(
        runs: Int, queries: Int, cpuMicroseconds: Int, bytesRead: Int, bytesWritten: Int, byteDays: Int, gbMonths: String,
        cost: String? = nil
    ) {
        self.runs = runs
        self.queries = queries
        self.cpuMicroseconds = cpuMicroseconds
        self.bytesRead = bytesRead
        self.bytesWritten = bytesWritten
        self.byteDays = byteDays
        self.gbMonths = gbMonths
        self.cost = cost
    }
}
