/// Asks for a partition to be made now.
public struct RunRequest: Codable, Sendable, Equatable {
    public var dataset: String
    public var partition: String

    public init(
        dataset: String, partition: String
    ) {
        self.dataset = dataset
        self.partition = partition
    }
}
