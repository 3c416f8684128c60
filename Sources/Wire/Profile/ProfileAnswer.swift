/// What a partition of a dataset is like.
public struct ProfileAnswer: Codable, Sendable, Equatable {
    public var dataset: String
    public var partition: String
    public var rows: Int
    /// Its own, in order; those that Basin adds are left out.
    public var columns: [ProfiledColumn]

    public init(
        dataset: String, partition: String, rows: Int, columns: [ProfiledColumn]
    ) {
        self.dataset = dataset
        self.partition = partition
        self.rows = rows
        self.columns = columns
    }
}
