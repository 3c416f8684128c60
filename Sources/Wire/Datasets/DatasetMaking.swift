/// How a dataset that a pipeline makes is made, as its definition says.
public struct DatasetMaking: Codable, Sendable, Equatable {
    /// `sql` or `command`.
    public var work: String
    /// The SELECT; nil of a command, and for who may not query.
    public var sql: String?
    /// The program and its arguments; empty of SQL, and for who may not query.
    public var command: [String]
    /// `hour`, `day`, `week`, `month` or `none`.
    public var granularity: String
    /// The start of the first partition, RFC 3339.
    public var start: String?
    /// `data`, `time`, `both` or `manual`.
    public var trigger: String
    public var cron: String?
    public var zone: String?
    public var inputs: [DatasetInput]
    public var checks: [CheckDeclaration]
    /// A partition of which an input changed is made again when it ended at most so many days ago; nil: it is only marked.
    public var correctionDays: Int?
    public var retries: Int
    public var pool: String?
    public var definitionHash: String

    public init(
        work: String, sql: String? = nil, command: [String] = [], granularity: String, start: String? = nil, trigger: String,
        cron: String? = nil, zone: String? = nil, inputs: [DatasetInput], checks: [CheckDeclaration],
        correctionDays: Int? = nil, retries: Int, pool: String? = nil, definitionHash: String
    ) {
        self.work = work
        self.sql = sql
        self.command = command
        self.granularity = granularity
        self.start = start
        self.trigger = trigger
        self.cron = cron
        self.zone = zone
        self.inputs = inputs
        self.checks = checks
        self.correctionDays = correctionDays
        self.retries = retries
        self.pool = pool
        self.definitionHash = definitionHash
    }
}
