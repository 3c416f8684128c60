/// One run with everything that was recorded of it.
public struct RunDetail: Codable, Sendable, Equatable {
    public var summary: RunSummary
    /// Oldest first.
    public var events: [RunEventSummary]
    /// Of the last attempt that got so far.
    public var checks: [CheckSummary]
    /// The revisions that it read.
    public var inputs: [RunInputSummary]
    public var definitionHash: String?
    public var engine: String?
    public var worker: String?
    /// Over the stored values, whatever their order.
    public var checksum: String?
    /// The end of what a command wrote.
    public var log: String?
    /// Where the data of a failed audit waits to be looked at, and until when.
    public var staged: String?
    /// Who asked for it.
    public var requestedBy: String?
    /// The run whose inputs and definition it reads again.
    public var rerunOf: Int?

    public init(
        summary: RunSummary, events: [RunEventSummary], checks: [CheckSummary], inputs: [RunInputSummary],
        definitionHash: String? = nil, engine: String? = nil, worker: String? = nil, checksum: String? = nil,
        log: String? = nil, staged: String? = nil, requestedBy: String? = nil, rerunOf: Int? = nil
    ) {
        self.summary = summary
        self.events = events
        self.checks = checks
        self.inputs = inputs
        self.definitionHash = definitionHash
        self.engine = engine
        self.worker = worker
        self.checksum = checksum
        self.log = log
        self.staged = staged
        self.requestedBy = requestedBy
        self.rerunOf = rerunOf
    }
}
