/// What a dataset is made of.
public struct DatasetInput: Codable, Sendable, Equatable {
    public var name: String
    /// `event` or `pipeline`.
    public var kind: String
    /// `hour`, `day`, `week`, `month` or `none`.
    public var granularity: String
    /// Which of its partitions one partition reads, in words.
    public var reads: String

    public init(name: String, kind: String, granularity: String, reads: String) {
        self.name = name
        self.kind = kind
        self.granularity = granularity
        self.reads = reads
    }
}
