package import BasinCore

/// A wish to make a range of partitions, again or for the first time.
package struct BackfillRecord: Sendable, Hashable {
    package enum State: String, Sendable { case active, paused, cancelled, done }

    package var id: Int64
    package var datasetID: UInt32
    package var partitions: Range<Int>
    /// Runs of it that may be under way at once.
    package var concurrency: Int
    package var newestFirst: Bool
    package var description: String
    package var requestedBy: String
    package var state: State
    package var createdAt: Timestamp
    package var endedAt: Timestamp?

    package init(
        id: Int64, datasetID: UInt32, partitions: Range<Int>, concurrency: Int, newestFirst: Bool, description: String,
        requestedBy: String, state: State, createdAt: Timestamp, endedAt: Timestamp? = nil
    ) {
        self.id = id
        self.datasetID = datasetID
        self.partitions = partitions
        self.concurrency = concurrency
        self.newestFirst = newestFirst
        self.description = description
        self.requestedBy = requestedBy
        self.state = state
        self.createdAt = createdAt
        self.endedAt = endedAt
    }
}
