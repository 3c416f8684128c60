/// A query that somebody asked.
public struct AskedQuery: Codable, Sendable, Equatable {
    /// Of a later query a higher one.
    public var number: Int
    public var at: String
    public var person: String
    public var sql: String
    /// Its values are question marks, and its comments and arguments are left out.
    public var masked: Bool
    public var arguments: [QueryArgument]
    /// What it read; empty also when it was refused before that was known.
    public var datasets: [String]
    public var format: String
    public var purpose: String?
    /// `done`, or the code of the error.
    public var outcome: String
    public var rows: Int
    public var bytes: Int
    /// From when it was asked until its last byte was taken.
    public var seconds: Double

    public init(
        number: Int, at: String, person: String, sql: String, masked: Bool, arguments: [QueryArgument], datasets: [String],
        format: String, purpose: String? = nil, outcome: String, rows: Int, bytes: Int, seconds: Double
    ) {
        self.number = number
        self.at = at
        self.person = person
        self.sql = sql
        self.masked = masked
        self.arguments = arguments
        self.datasets = datasets
        self.format = format
        self.purpose = purpose
        self.outcome = outcome
        self.rows = rows
        self.bytes = bytes
        self.seconds = seconds
    }
}
