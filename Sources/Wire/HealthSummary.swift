/// How the server and its storage are, for whoever looks after it. Costs the same however much there is.
public struct HealthSummary: Codable, Sendable, Equatable {
    public var version: String
    public var startedAt: String
    public var uptimeSeconds: Int
    /// Events are taken.
    public var ready: Bool
    /// The event log: what is not yet in tables.
    public var logBytes: Int
    /// In memory, waiting to be written into tables.
    public var backlogBytes: Int
    /// Waiting beside the log, because their type cannot be delivered.
    public var sideBytes: Int
    /// Event types that cannot be delivered or sealed now.
    public var stuckTypes: Int
    /// Room on the disk of the data folder, of which so much is kept for what was begun; 0 where the system does not say.
    public var freeBytes: Int
    public var diskBytes: Int
    public var diskIsAlmostFull: Bool
    /// Runs at a time.
    public var workers: Int
    public var running: Int
    public var queued: Int
    public var retrying: Int
    public var openIncidents: Int

    public init(
        version: String, startedAt: String, uptimeSeconds: Int, ready: Bool, logBytes: Int = 0, backlogBytes: Int = 0, sideBytes: Int = 0,
        stuckTypes: Int = 0, freeBytes: Int = 0, diskBytes: Int = 0, diskIsAlmostFull: Bool = false, workers: Int = 0,
        running: Int = 0, queued: Int = 0, retrying: Int = 0, openIncidents: Int = 0
    ) {
        self.version = version
        self.startedAt = startedAt
        self.uptimeSeconds = uptimeSeconds
        self.ready = ready
        self.logBytes = logBytes
        self.backlogBytes = backlogBytes
        self.sideBytes = sideBytes
        self.stuckTypes = stuckTypes
        self.freeBytes = freeBytes
        self.diskBytes = diskBytes
        self.diskIsAlmostFull = diskIsAlmostFull
        self.workers = workers
        self.running = running
        self.queued = queued
        self.retrying = retrying
        self.openIncidents = openIncidents
    }
}
