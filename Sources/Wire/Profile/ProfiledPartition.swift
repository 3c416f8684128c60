/// What one partition is like, beside those before it.
public struct ProfiledPartition: Codable, Sendable, Equatable {
    public var partition: String
    public var rows: Int
    /// The rows leave the range of the 14 partitions before.
    public var isUnusual: Bool
    public var columns: [ColumnMoment]

    public init(partition: String, rows: Int, isUnusual: Bool, columns: [ColumnMoment]) {
        self.partition = partition
        self.rows = rows
        self.isUnusual = isUnusual
        self.columns = columns
    }
}
