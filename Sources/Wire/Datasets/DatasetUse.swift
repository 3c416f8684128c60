/// Who uses a dataset, and how.
public struct DatasetUse: Codable, Sendable, Equatable {
    /// Days looked at, today included.
    public var days: Int
    /// Days and ways without a read are left out; oldest first.
    public var reads: [DatasetReads]
    /// Since when every way of reading is counted, as 2026-11-01; nil: not yet.
    public var countedSince: String?
    /// How many accounts asked for it with SQL; 100 stands for that many or more.
    public var readers: Int
    /// Who, the most often first; only for who may audit.
    public var accounts: [DatasetReaderSummary]?
    public var joinedWith: [JoinedDataset]

    public init(
        days: Int, reads: [DatasetReads], countedSince: String? = nil, readers: Int, accounts: [DatasetReaderSummary]? = nil,
        joinedWith: [JoinedDataset]
    ) {
        self.days = days
        self.reads = reads
        self.countedSince = countedSince
        self.readers = readers
        self.accounts = accounts
        self.joinedWith = joinedWith
    }
}
