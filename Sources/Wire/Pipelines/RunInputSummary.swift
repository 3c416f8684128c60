/// What a run read of one dataset.
public struct RunInputSummary: Codable, Sendable, Equatable {
    public var dataset: String
    /// The first partition.
    public var from: String
    /// The last partition.
    public var to: String
    public var partitions: Int
    public var files: Int
    public var rows: Int
    /// The highest revision among them.
    public var latestRevision: Int

    public init(
        dataset: String, from: String, to: String, partitions: Int, files: Int, rows: Int, latestRevision: Int
    ) {
        self.dataset = dataset
        self.from = from
        self.to = to
        self.partitions = partitions
        self.files = files
        self.rows = rows
        self.latestRevision = latestRevision
    }
}
