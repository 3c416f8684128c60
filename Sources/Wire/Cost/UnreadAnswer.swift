/// Datasets that nobody read.
public struct UnreadAnswer: Codable, Sendable, Equatable {
    public var days: Int
    /// Every way of reading is counted since this day. Later than `days` ago: nothing is known to be unread yet.
    public var countedSince: String?
    public var isKnown: Bool
    public var currency: String?
    /// What saves most first.
    public var datasets: [UnreadDataset]

    public init(days: Int, countedSince: String? = nil, isKnown: Bool, currency: String? = nil, datasets: [UnreadDataset]) {
        self.days = days
        self.countedSince = countedSince
        self.isKnown = isKnown
        self.currency = currency
        self.datasets = datasets
    }
}
