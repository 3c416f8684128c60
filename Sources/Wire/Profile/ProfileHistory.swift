/// What the partitions of a dataset were like, one after another.
public struct ProfileHistory: Codable, Sendable, Equatable {
    public var dataset: String
    /// The last of the time asked for, oldest first; those without a profile are left out.
    public var partitions: [ProfiledPartition]
    /// There are more before.
    public var isCut: Bool

    public init(dataset: String, partitions: [ProfiledPartition], isCut: Bool) {
        self.dataset = dataset
        self.partitions = partitions
        self.isCut = isCut
    }
}
