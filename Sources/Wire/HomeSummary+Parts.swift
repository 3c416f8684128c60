extension HomeSummary {
    /// An event type or a dataset that is not as it should be.
    public struct Trouble: Codable, Sendable, Equatable {
        public var dataset: String
        /// `event` or `dataset`.
        public var kind: String
        public var owner: String
        public var tier: String?
        /// The latest partition that is so, `2018-11-03T14`; nil where it is about the whole.
        public var partition: String?
        /// How many are so; 0 where it is about the whole.
        public var partitions: Int
        /// `failed`, `incident`, `late` or `stale`.
        public var state: String
        public var reason: String
        public var since: String?
        /// The run that failed.
        public var run: Int?

        public init(
            dataset: String, kind: String, owner: String, tier: String? = nil, partition: String? = nil, partitions: Int = 0,
            state: String, reason: String, since: String? = nil, run: Int? = nil
        ) {
            self.dataset = dataset
            self.kind = kind
            self.owner = owner
            self.tier = tier
            self.partition = partition
            self.partitions = partitions
            self.state = state
            self.reason = reason
            self.since = since
            self.run = run
        }
    }

    /// An event type or a dataset in a line.
    public struct Entry: Codable, Sendable, Equatable {
        public var name: String
        /// `event` or `dataset`.
        public var kind: String
        public var owner: String
        public var tier: String?
        public var description: String
        /// When data last came.
        public var lastData: String?
        /// `good`, `new` while nothing came, or as a trouble's.
        public var state: String
        /// Queries of the last 30 days that named it.
        public var uses: Int
        /// Of the last 14 days, oldest first, the last one in progress; nil where it is not about use.
        public var usesByDay: [Int]?

        public init(
            name: String, kind: String, owner: String, tier: String? = nil, description: String, lastData: String? = nil,
            state: String, uses: Int, usesByDay: [Int]? = nil
        ) {
            self.name = name
            self.kind = kind
            self.owner = owner
            self.tier = tier
            self.description = description
            self.lastData = lastData
            self.state = state
            self.uses = uses
            self.usesByDay = usesByDay
        }
    }

    /// Events received in one hour, of all types.
    public struct HourOfEvents: Codable, Sendable, Equatable {
        public var hour: String
        /// Refused ones are among them.
        public var received: Int
        public var quarantined: Int

        public init(hour: String, received: Int, quarantined: Int) {
            self.hour = hour
            self.received = received
            self.quarantined = quarantined
        }
    }

    public struct HourOfType: Codable, Sendable, Equatable {
        public var type: String
        /// Refused ones are among them.
        public var received: Int
        public var quarantined: Int

        public init(type: String, received: Int, quarantined: Int) {
            self.type = type
            self.received = received
            self.quarantined = quarantined
        }
    }
}
