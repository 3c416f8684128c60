import BasinCore

/// A table or topic of a data contract.
struct ContractObject: Sendable, Hashable {
    var name: String
    var description: String?
    /// table, topic …
    var physicalType: String?
    /// What one row is.
    var granularity: String?
    var tags: [String] = []
    var properties: [ContractProperty] = []
    var quality: [ContractQuality] = []
    var custom: [WrittenJSON.Member] = []
}
