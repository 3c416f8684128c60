/// What became of events since this `Basin` was made.
public struct Statistics: Sendable, Hashable {
    /// By event type.
    public var types: [String: Counts] = [:]
    /// Events in memory and on disk that were not delivered yet.
    public var waitingEvents = 0
    /// Bytes of the queue's files.
    public var bytesOnDisk = 0
    /// Batches that were sent, and how many of them were not answered with success.
    public var requests = 0
    public var failedRequests = 0
    /// What delivery does.
    public var delivery = Delivery.idle

    public enum Delivery: String, Sendable, Hashable {
        /// Nothing waits.
        case idle
        /// Events wait for company, at most `Configuration.flushInterval`.
        case gathering
        /// A batch is out.
        case sending
        /// The last batch failed; it is tried again later.
        case resting
        /// The write key is refused.
        case held
        /// Consent is pending or denied.
        case waitingForConsent
    }

    /// Of one event type. `tracked + recovered` is the sum of all others and of what waits.
    public struct Counts: Sendable, Hashable {
        /// Calls of `track`.
        public var tracked = 0
        /// Found in the folder when this `Basin` was made.
        public var recovered = 0
        /// Accepted by the server.
        public var delivered = 0
        /// Quarantined by the server.
        public var refused = 0
        /// Given up because memory or disk was full.
        public var evicted = 0
        /// Given up because they cannot be encoded, are too large, or made the server refuse the batch.
        public var undeliverable = 0
        /// Not kept, or erased, because consent is denied.
        public var denied = 0

        public init() {}

        mutating func add(_ other: Counts) {
            tracked += other.tracked
            recovered += other.recovered
            delivered += other.delivered
            refused += other.refused
            evicted += other.evicted
            undeliverable += other.undeliverable
            denied += other.denied
        }
    }

    public init() {}

    /// Of all types.
    public var total: Counts { types.values.reduce(into: Counts()) { $0.add($1) } }
}
