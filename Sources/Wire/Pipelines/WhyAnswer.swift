/// Why a partition is as it is, from collection to publication.
public struct WhyAnswer: Codable, Sendable, Equatable {
    public var dataset: String
    public var partition: String
    public var state: String
    /// The most telling first.
    public var reasons: [WhyReason]

    public init(
        dataset: String, partition: String, state: String, reasons: [WhyReason]
    ) {
        self.dataset = dataset
        self.partition = partition
        self.state = state
        self.reasons = reasons
    }
}
