/// What somebody wants to know first in the morning. Each list is short, the worst first; what it leaves out is counted.
public struct HomeSummary: Codable, Sendable, Equatable {
    public var at: String
    /// Event types and datasets in the catalog.
    public var datasets: Int
    /// Definitions are applied; a client has a key; something came.
    public var hasDefinitions: Bool
    public var hasKey: Bool
    public var hasData: Bool
    public var troubles: [Trouble]
    /// How many event types and datasets are in each state: `failed`, `incident`, `late`, `stale`. What is late is looked
    /// for among the 300 datasets that lead the catalog, the asker's teams' and those that they used.
    public var troubleCounts: [String: Int]
    /// There may be more in trouble than is counted.
    public var isCut: Bool
    /// What the asker used in the last 30 days and is in trouble.
    public var usedAndBroken: [Trouble]
    /// Of the asker's teams: what is in trouble first, then what is used most.
    public var owned: [Entry]
    public var ownedCount: Int
    /// Used more this week than the week before, those that rose most first.
    public var rising: [Entry]
    /// What was published last.
    public var fresh: [Entry]
    /// The last 48 hours, oldest first, the one in progress last. What imports refused in them did not come from a client, and
    /// is not counted.
    public var hours: [HourOfEvents]
    /// Event types that received something in this hour, the most first: events and how many of them were refused.
    public var busiest: [HourOfType]
    /// How many event types received something in this hour.
    public var busyTypes: Int
    public var runningRuns: Int
    /// Those that will be tried again are among them.
    public var queuedRuns: Int
    /// Access requests that wait for the asker.
    public var requestsToDecide: Int

    public init(
        at: String, datasets: Int, hasDefinitions: Bool = true, hasKey: Bool = true, hasData: Bool = true, troubles: [Trouble] = [],
        troubleCounts: [String: Int] = [:], isCut: Bool = false, usedAndBroken: [Trouble] = [], owned: [Entry] = [],
        ownedCount: Int = 0, rising: [Entry] = [], fresh: [Entry] = [], hours: [HourOfEvents] = [], busiest: [HourOfType] = [],
        busyTypes: Int = 0, runningRuns: Int = 0, queuedRuns: Int = 0, requestsToDecide: Int = 0
    ) {
        self.at = at
        self.datasets = datasets
        self.hasDefinitions = hasDefinitions
        self.hasKey = hasKey
        self.hasData = hasData
        self.troubles = troubles
        self.troubleCounts = troubleCounts
        self.isCut = isCut
        self.usedAndBroken = usedAndBroken
        self.owned = owned
        self.ownedCount = ownedCount
        self.rising = rising
        self.fresh = fresh
        self.hours = hours
        self.busiest = busiest
        self.busyTypes = busyTypes
        self.runningRuns = runningRuns
        self.queuedRuns = queuedRuns
        self.requestsToDecide = requestsToDecide
    }
}
