/// Asks its owner for leave to read a dataset.
public struct AccessRequestForm: Codable, Sendable, Equatable {
    public var dataset: String
    /// The strictest whose values are wanted; `none`, unless given, only lets in.
    public var classification: String?
    public var purpose: String
    public var reason: String
    /// How long: 1 to 365; 30 unless given.
    public var days: Int?

    public init(
        dataset: String, classification: String? = nil, purpose: String, reason: String, days: Int? = nil
    ) {
        self.dataset = dataset
        self.classification = classification
        self.purpose = purpose
        self.reason = reason
        self.days = days
    }
}
