/// What became of events of OpenLineage, in the words of its specification.
public struct LineageReceipt: Codable, Sendable, Equatable {
    public struct Summary: Codable, Sendable, Equatable {
        public var received: Int
        public var successful: Int
        public var failed: Int
        /// Of the failed, those that may be sent again.
        public var retriable: Int
        public var nonRetriable: Int

        public init(received: Int, successful: Int, failed: Int, retriable: Int, nonRetriable: Int) {
            self.received = received
            self.successful = successful
            self.failed = failed
            self.retriable = retriable
            self.nonRetriable = nonRetriable
        }
    }

    public struct Failure: Codable, Sendable, Equatable {
        /// Place in the batch, from 0 on.
        public var index: Int
        public var reason: String
        public var retriable: Bool

        public init(index: Int, reason: String, retriable: Bool) {
            self.index = index
            self.reason = reason
            self.retriable = retriable
        }
    }

    /// `success` or `partial_success`.
    public var status: String
    public var summary: Summary
    public var failedEvents: [Failure]

    public init(received: Int, failedEvents: [Failure]) {
        let retriable = failedEvents.count { $0.retriable }
        status = failedEvents.isEmpty ? "success" : "partial_success"
        summary = Summary(
            received: received, successful: received - failedEvents.count, failed: failedEvents.count,
            retriable: retriable, nonRetriable: failedEvents.count - retriable)
        self.failedEvents = failedEvents
    }
}
