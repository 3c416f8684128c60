/// A run that does not exist yet.
package struct NewRun: Sendable {
    package var datasetID: UInt32
    package var partition: Int
    package var reason: String
    package var requestedBy: String?
    package var backfillID: Int64?
    package var rerunOf: Int64?

    package init(
        datasetID: UInt32, partition: Int, reason: String, requestedBy: String? = nil, backfillID: Int64? = nil,
        rerunOf: Int64? = nil
    ) {
        self.datasetID = datasetID
        self.partition = partition
        self.reason = reason
        self.requestedBy = requestedBy
        self.backfillID = backfillID
        self.rerunOf = rerunOf
    }
}
