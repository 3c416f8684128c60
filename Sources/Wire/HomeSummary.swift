/// What somebody wants to know first in the morning. Each list is short, the worst first; what it leaves out is counted.
public struct HomeSummary: Codable, Sendable, Equatable {
    /// A partition or an hour that is not as it should be.
    public struct Trouble: Codable, Sendable, Equatable {
        public var dataset: String
        /// `event` or `pipeline`.
        public var kind: String
        public var owner: String
        /// `2018-11-03T14`; nil where it is about the whole.
        public var partition: String?
        /// `failed`, `stale`, `late`, or `incident`.
        public var state: String
        public var reason: String
        public var since: String?
        /// The run that failed.
        public var run: Int?

        public init(
            dataset: String, kind: String, owner: String, partition: String? = nil, state: String, reason: String,
            since: String? = nil, run: Int? = nil
        ) {
            self.dataset = dataset
            self.kind = kind
            self.owner = owner
            self.partition = partition
            self.state = state
            self.reason = reason
            self.since = since
            self.run = run
        }
    }

    /// A dataset in a line.
    public struct Entry: Codable, Sendable, Equatable {
        public var name: String
        public var kind: String
        public var owner: String
        public var tier: String?
        public var description: String
        /// When data last came.
        public var lastData: String?
        /// `fresh`, `late`, `failed`, `stale` or `new`.
        public var state: String
        /// Queries of the last seven days, and of the seven before.
        public var uses: Int
        public var usesBefore: Int

        public init(
            name: String, kind: String, owner: String, tier: String? = nil, description: String, lastData: String? = nil,
            state: String, uses: Int, usesBefore: Int
        ) {
            self.name = name
            self.kind = kind
            self.owner = owner
            self.tier = tier
            self.description = description
            self.lastData = lastData
            self.state = state
            self.uses = uses
            self.usesBefore = usesBefore
        }
    }

    /// Events received in one hour, of all types.
    public struct HourOfEvents: Codable, Sendable, Equatable {
        public var hour: String
        public var received: Int
        public var quarantined: Int

        public init(hour: String, received: Int, quarantined: Int) {
            self.hour = hour
            self.received = received
            self.quarantined = quarantined
        }
    }

    public var at: String
    /// Datasets and event types whose definitions are applied.
    public var datasets: Int
    /// Those that are not as they should be, and how many there are in all.
    public var troubles: [Trouble]
    public var troubleCount: Int
    /// What the asker used in the last 30 days and is in trouble.
    public var usedAndBroken: [Trouble]
    /// Of the asker's teams.
    public var owned: [Entry]
    public var ownedCount: Int
    /// Used more this week than the week before.
    public var rising: [Entry]
    /// What was published or sealed last.
    public var fresh: [Entry]
    /// The last 48 hours, oldest first, the one in progress last.
    public var hours: [HourOfEvents]
    /// Event types that received something in this hour, the most first: events and how many of them were refused.
    public var busiest: [HourOfType]
    public var runningRuns: Int
    public var queuedRuns: Int
    /// Access requests that wait for the asker.
    public var requestsToDecide: Int

    public struct HourOfType: Codable, Sendable, Equatable {
        public var type: String
        public var received: Int
        public var quarantined: Int

        public init(type: String, received: Int, quarantined: Int) {
            self.type = type
            self.received = received
            self.quarantined = quarantined
        }
    }

    public init(
        at: String, datasets: Int, troubles: [Trouble] = [], troubleCount: Int = 0, usedAndBroken: [Trouble] = [], owned: [Entry] = [],
        ownedCount: Int = 0, rising: [Entry] = [], fresh: [Entry] = [], hours: [HourOfEvents] = [], busiest: [HourOfType] = [],
        runningRuns: Int = 0, queuedRuns: Int = 0, requestsToDecide: Int = 0
    ) {
        self.at = at
        self.datasets = datasets
        self.troubles = troubles
        self.troubleCount = troubleCount
        self.usedAndBroken = usedAndBroken
        self.owned = owned
        self.ownedCount = ownedCount
        self.rising = rising
        self.fresh = fresh
        self.hours = hours
        self.busiest = busiest
        self.runningRuns = runningRuns
        self.queuedRuns = queuedRuns
        self.requestsToDecide = requestsToDecide
    }
}
